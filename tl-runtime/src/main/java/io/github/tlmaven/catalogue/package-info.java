/**
 * The models as data: names, sizes, boundaries, and the published sets of weights with what belongs to them. Start at
 * {@link io.github.tlmaven.catalogue.Catalogue}. It needs no engine, so that the plugin can read it inside Maven; what the
 * models compute stands in {@code zoo}, and a test holds the two equal.
 */
@NullMarked
package io.github.tlmaven.catalogue;

import org.jspecify.annotations.NullMarked;
