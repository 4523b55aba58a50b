package io.github.tlmaven.zoo;

import io.github.tlmaven.spec.Preprocessing;

/**
 * A published set of weights and what belongs to it.
 *
 * @param resource      class-path name of the safetensors file
 * @param sha256        of the file, as hexadecimal digits
 * @param classes       width of its classifier
 * @param preprocessing what its pictures went through
 * @param licence       SPDX name
 * @param source        where it comes from
 */
public record PretrainedWeights(
        String resource, String sha256, int classes, Preprocessing preprocessing, String licence, String source) {}
