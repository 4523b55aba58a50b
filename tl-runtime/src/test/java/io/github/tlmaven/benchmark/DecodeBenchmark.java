package io.github.tlmaven.benchmark;

import io.github.tlmaven.data.Parallel;
import io.github.tlmaven.features.PixelSource;
import io.github.tlmaven.spec.Preprocessing;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads, digests, decodes, resizes and crops the pictures of a folder as evaluation does, and prints the rate of each
 * repetition, the first of which warms up: {@code FOLDER}. {@code peers.py decode} is its counterpart.
 */
public final class DecodeBenchmark {

    private static final int FLOATS = Benchmarks.SIDE * Benchmarks.SIDE * Preprocessing.CHANNELS;

    private DecodeBenchmark() {}

    /**
     * Prints the rates.
     *
     * @param args the folder; pictures of folders below it count
     */
    public static void main(String[] args) throws IOException {
        List<PixelSource> pictures = Benchmarks.pictures(Path.of(args[0]));
        for (int repetition = 0; repetition <= Benchmarks.REPETITIONS; repetition++) {
            long start = System.nanoTime();
            Parallel.map(pictures, Benchmarks.THREADS, picture -> {
                FloatBuffer pixels = FloatBuffer.allocate(FLOATS);
                picture.write(pixels);
                return pixels.get(0);
            });
            Benchmarks.print("decode", pictures.size(), start);
        }
    }
}
