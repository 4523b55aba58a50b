package io.github.tlmaven.weights;

/**
 * An entry of a zip.
 *
 * @param name   with its folder
 * @param stored whether its content stands in the file as it is; else it is compressed
 * @param place  of what stands in the file
 */
record ZipEntry(String name, boolean stored, StoredBytes place) {

    /**
     * Where the content stands.
     *
     * @throws UnreadableException if the entry is compressed
     */
    StoredBytes content() throws UnreadableException {
        if (!stored) {
            throw new UnreadableException(
                    "entry '" + ProblemList.shown(name) + "' is compressed, which torch.save never does");
        }
        return place;
    }
}
