package io.github.tlmaven.benchmark;

import io.github.tlmaven.Trainings;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.HeadSpec;
import io.github.tlmaven.spec.Json;
import io.github.tlmaven.spec.ModelSpec;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.PreprocessingSpec;
import io.github.tlmaven.spec.RunRequest;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.WeightsSource;
import io.github.tlmaven.spec.Workspace;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * Memory of a worker that reads, splits and audits generated pictures of 64×64 and computes and stores their features:
 * {@code COUNT...} for each of which a line is printed. It must not grow with the number of pictures by more than what
 * is known of each. Linux only.
 */
public final class PassMemory {

    private static final String MODEL = "tf_efficientnet_lite0";
    private static final int SIDE = 64;
    private static final int CELLS = 8;
    private static final int CLASSES = 10;
    private static final int THREADS = 2;
    private static final int BATCH = 32;
    private static final double NANOS_PER_SECOND = 1e9;

    private PassMemory() {}

    /**
     * Prints the worker's log and, for each number of pictures, a JSON object: seconds of the whole process; seconds from
     * the opened session to the trained head, which is mostly the pass; pictures/s of that; largest resident memory in MiB.
     *
     * @param args numbers of pictures, in one text or several
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        for (String word : String.join(" ", args).strip().split(" ", -1)) {
            int count = Integer.parseInt(word);
            Path folder = Files.createTempDirectory("pass");
            try {
                draw(folder.resolve("pictures"), count);
                long start = System.nanoTime();
                WorkerWatch watch = WorkerWatch.run(request(folder), List.of());
                Map<String, Object> result = new LinkedHashMap<>();
                result.put("pictures", count);
                result.put("wholeSeconds", round((System.nanoTime() - start) / NANOS_PER_SECOND));
                result.put("seconds", round(watch.seconds()));
                result.put("picturesPerSecond", round(count / watch.seconds()));
                result.put("peakMiB", round(watch.peakMib()));
                System.out.println(Json.writeCompact(result));
            } finally {
                ModelBenchmark.delete(folder);
            }
        }
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }

    /** The test part is computed by no goal here, so it is as small as may be. */
    private static RunRequest request(Path folder) {
        PreprocessingSpec small = new PreprocessingSpec(
                OptionalInt.of(SIDE), Optional.empty(), OptionalInt.of(SIDE), Optional.empty(), Optional.empty());
        ModelSpec model = new ModelSpec(MODEL, new WeightsSource.Default(), List.of(), small, HeadSpec.plain());
        Experiment experiment = new Experiment(
                "benchmark",
                model,
                new Strategy.Extract(),
                Trainings.plain(1, BATCH, new OptimizerSpec.Sgd(1e-3, 0.9, 0)));
        Plan plan = new Plan(
                new DeviceRequest.Cpu(),
                List.of(1L),
                new DatasetSpec(new DatasetSpec.Split("pictures", 0.1, 0.01, 1), DatasetSpec.Corrupt.FAIL),
                Map.of(),
                List.of(experiment),
                List.of());
        Workspace workspace =
                new Workspace(folder, folder.resolve("tl"), folder.resolve("cache"), 0, THREADS, true, true, List.of());
        return new RunRequest(Goal.EXTRACT, plan, workspace);
    }

    /** Smooth coloured clouds, each a function of its number. */
    private static void draw(Path folder, int count) throws IOException {
        BufferedImage cells = new BufferedImage(CELLS, CELLS, BufferedImage.TYPE_INT_RGB);
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        for (int number = 0; number < count; number++) {
            Random random = new Random(number);
            for (int cell = 0; cell < CELLS * CELLS; cell++) {
                cells.setRGB(cell % CELLS, cell / CELLS, random.nextInt(1 << 24));
            }
            graphics.drawImage(cells, 0, 0, SIDE, SIDE, null);
            Path file = folder.resolve("class" + number % CLASSES).resolve(number + ".png");
            Files.createDirectories(file.resolveSibling("."));
            ImageIO.write(picture, "png", file.toFile());
        }
        graphics.dispose();
    }
}
