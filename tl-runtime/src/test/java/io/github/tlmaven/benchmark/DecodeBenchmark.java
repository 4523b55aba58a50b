package io.github.tlmaven.benchmark;

import io.github.tlmaven.data.EvalPipeline;
import io.github.tlmaven.data.Parallel;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.features.EvaluationPixels;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.spec.Preprocessing.Interpolation;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Reads, digests, decodes, resizes and crops the pictures of a folder as evaluation does, and prints the rate of each
 * repetition, the first of which warms up: {@code FOLDER}. {@code peers.py decode} is its counterpart.
 */
public final class DecodeBenchmark {

    private static final int SIDE = 224;
    private static final int THREADS = 2;
    private static final int REPETITIONS = 4;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Preprocessing IMAGENET = new Preprocessing(
            256, Interpolation.BILINEAR, SIDE, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

    private DecodeBenchmark() {}

    /**
     * Prints the rates.
     *
     * @param args the folder; pictures of folders below it count
     */
    public static void main(String[] args) throws IOException {
        EvalPipeline pipeline = new EvalPipeline(IMAGENET);
        List<EvaluationPixels> pictures = pictures(Path.of(args[0]), pipeline);
        for (int repetition = 0; repetition <= REPETITIONS; repetition++) {
            long start = System.nanoTime();
            Parallel.map(pictures, THREADS, picture -> {
                FloatBuffer pixels = FloatBuffer.allocate(pipeline.floats());
                picture.write(pixels);
                return pixels.get(0);
            });
            double rate = pictures.size() * NANOS_PER_SECOND / (System.nanoTime() - start);
            System.out.printf(Locale.ROOT, "decode, %d threads: %.2f pictures/s%n", THREADS, rate);
        }
    }

    private static List<EvaluationPixels> pictures(Path folder, EvalPipeline pipeline) throws IOException {
        List<EvaluationPixels> pictures = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Picture picture = new Picture(folder.relativize(file).toString(), file, 0, Sha256.of(file));
                pictures.add(new EvaluationPixels(pipeline, picture));
            }
        }
        return pictures;
    }
}
