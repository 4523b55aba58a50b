package io.github.tlmaven.features;

import io.github.tlmaven.store.StoredSpace;

/**
 * A boundary at which activations are kept.
 *
 * @param boundary of the network, 1 or more
 * @param space    holds the activations at the boundary
 */
record Cut(int boundary, StoredSpace space) {}
