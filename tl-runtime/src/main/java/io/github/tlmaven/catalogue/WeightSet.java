package io.github.tlmaven.catalogue;

import io.github.tlmaven.spec.Preprocessing;
import java.net.URI;
import java.util.Optional;

/**
 * A published set of weights and what belongs to it.
 *
 * @param name          such as {@code IMAGENET1K_V2}
 * @param resource      class-path name of the file, where it travels inside this library
 * @param uri           where it is published, where it does not
 * @param sha256        of the file, or the first digits of it where no more was published; hexadecimal, lower case
 * @param preprocessing what its pictures went through
 * @param top1          accuracy on ImageNet's validation pictures as its publisher states it, in percent
 * @param top5          share of pictures whose label is among the five most probable classes, in percent
 * @param licence       SPDX name
 * @param source        where it comes from, in words
 */
public record WeightSet(
        String name,
        Optional<String> resource,
        Optional<URI> uri,
        String sha256,
        Preprocessing preprocessing,
        double top1,
        double top5,
        String licence,
        String source) {

    /** Width of the classifier that every set of the catalogue comes with. */
    public static final int CLASSES = 1000;

    /** Checks that the file is in exactly one place. */
    public WeightSet {
        if (resource.isPresent() == uri.isPresent()) {
            throw new IllegalArgumentException(name + " must have either a resource or an address");
        }
    }

    /** Whether it travels inside this library. */
    public boolean isEmbedded() {
        return resource.isPresent();
    }
}
