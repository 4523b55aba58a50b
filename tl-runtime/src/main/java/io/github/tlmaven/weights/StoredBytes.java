package io.github.tlmaven.weights;

/**
 * A part of a file, as it is: an entry of a zip or a storage of torch.
 *
 * @param position of the first byte, from the start of the file
 * @param bytes    length
 */
record StoredBytes(long position, long bytes) {}
