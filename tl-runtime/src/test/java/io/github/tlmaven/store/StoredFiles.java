package io.github.tlmaven.store;

import io.github.tlmaven.digest.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What lies in a store, read without it. */
public final class StoredFiles {

    private static final String FEATURES = "features";

    private StoredFiles() {}

    /**
     * Digest of every row of every space of a cache, by space and key.
     *
     * @throws IOException also where a file is damaged or two hold different rows of a key
     */
    public static Map<String, Sha256> rows(Path cache) throws IOException {
        Map<String, Sha256> rows = new TreeMap<>();
        for (Path file : chunks(cache)) {
            Chunk chunk = Chunk.read(file).orElseThrow(() -> new IOException(file + " is damaged"));
            ChunkHead head = ChunkHead.read(file).orElseThrow();
            ByteBuffer keys = head.keys();
            int floats = (int) head.rowFloats();
            Path space = cache.resolve(FEATURES).relativize(file).getName(0);
            byte[] key = new byte[Sha256.BYTES];
            for (int row = 0; keys.hasRemaining(); row++) {
                keys.get(key);
                Sha256 digest = digest(chunk.values(), row * floats, floats);
                Sha256 other = rows.put(space + "/" + Sha256.fromBytes(key), digest);
                if (other != null && !other.equals(digest)) {
                    throw new IOException(file + " holds another row of a key than a former file");
                }
            }
        }
        return rows;
    }

    private static Sha256 digest(RowValues values, int from, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES);
        values.copy(from, count, bytes.asFloatBuffer());
        return Sha256.builder().add(bytes).build();
    }

    /** All files of rows in a cache; none where there is none. */
    public static List<Path> chunks(Path cache) throws IOException {
        Path features = cache.resolve(FEATURES);
        if (!Files.isDirectory(features)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(features)) {
            return files.filter(file -> file.toString().endsWith(Chunk.SUFFIX)).toList();
        }
    }
}
