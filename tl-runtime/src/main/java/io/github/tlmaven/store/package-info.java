/**
 * Rows of numbers on disk, found by a key. {@link io.github.tlmaven.store.StoredSpace} holds the rows of one network at one
 * boundary in files that are written once, each a {@link io.github.tlmaven.store.Chunk}; who reads them gets
 * {@link io.github.tlmaven.store.StoredRows}, which take no heap. {@link io.github.tlmaven.store.FeatureCache} lists, checks
 * and removes all of a user's spaces, but none that a {@link io.github.tlmaven.store.SpaceLease} says is in use. Knows
 * neither pictures nor networks, so that Maven's side can look after the files, too. Imports {@code digest}, {@code spec}
 * and {@code failure}.
 */
@NullMarked
package io.github.tlmaven.store;

import org.jspecify.annotations.NullMarked;
