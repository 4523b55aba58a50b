package io.github.tlmaven.benchmark;

import io.github.tlmaven.Trainings;
import io.github.tlmaven.spec.AuditKind;
import io.github.tlmaven.spec.AuditKind.Severity;
import io.github.tlmaven.spec.AuditSpec;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.Json;
import io.github.tlmaven.spec.ModelSpec;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.RunRequest;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.Workspace;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * Draws pictures of 64 × 64 pixels and has a worker list, check, part and audit them as {@code tl:validate} does: {@code
 * COUNT [LOOK] [OPTION...]}. Of the look {@code varied}, the usual one, no two are alike but for one in {@value #PLANTED},
 * which is one of its class a little brighter; {@code icons} are two shapes on white; {@code alike} are all one picture with
 * other noise, the worst that the search for pairs can meet. Options go to the worker's virtual machine. Linux only.
 */
public final class AuditBenchmark {

    private static final int THREADS = 2;
    private static final int CLASSES = 10;
    private static final int SIDE = 64;
    private static final int PLANTED = 1000;
    private static final int NOISE = 3;

    /** The audit is to reach its end whatever it finds. */
    private static final AuditSpec NOTHING_FAILS =
            new AuditSpec(Map.of(AuditKind.LEAKAGE, Severity.WARN), AuditSpec.USUAL.limits());

    private AuditBenchmark() {}

    /**
     * Prints the worker's log of a first run and of a second one, which finds everything in the cache, and after each a
     * JSON object: seconds from the start of the process to the parted dataset, seconds of the audit, and the largest
     * resident memory in MiB.
     *
     * @param args what to do, in one text or several
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> words = List.of(String.join(" ", args).strip().split(" ", -1));
        int count = Integer.parseInt(words.get(0));
        String look = words.size() > 1 ? words.get(1) : "varied";
        Path folder = Files.createTempDirectory("audit");
        try {
            IntStream.range(0, count).parallel().forEach(n -> write(folder, n, picture(look, n)));
            for (int run = 1; run <= 2; run++) {
                WorkerWatch watch = WorkerWatch.run(
                        request(folder),
                        WorkerWatch.Stretch.AUDIT,
                        words.subList(Math.min(2, words.size()), words.size()));
                Map<String, Object> result = new LinkedHashMap<>();
                result.put("pictures", count);
                result.put("look", look);
                result.put("run", run);
                result.put("listedSeconds", Math.round(watch.secondsBefore() * 10) / 10.0);
                result.put("auditSeconds", Math.round(watch.seconds() * 10) / 10.0);
                result.put("peakMiB", Math.round(watch.peakMib()));
                System.out.println(Json.writeCompact(result));
            }
        } finally {
            ModelBenchmark.delete(folder);
        }
    }

    private static RunRequest request(Path folder) {
        DatasetSpec.Source pictures =
                new DatasetSpec.Split(folder.resolve("pictures").toString(), 0.15, 0.25, 1);
        Plan plan = new Plan(
                new DeviceRequest.Cpu(),
                List.of(1L),
                new DatasetSpec(pictures, DatasetSpec.Corrupt.FAIL),
                Map.of(),
                NOTHING_FAILS,
                List.of(new Experiment(
                        "any",
                        ModelSpec.of("tf_efficientnet_lite0"),
                        new Strategy.Extract(),
                        Trainings.plain(1, 1, new OptimizerSpec.Sgd(1e-3, 0, 0)))),
                List.of());
        return new RunRequest(
                Goal.VALIDATE,
                plan,
                new Workspace(
                        folder, folder.resolve("tl"), folder.resolve("cache"), 0, THREADS, false, true, List.of()));
    }

    private static BufferedImage picture(String look, int n) {
        return switch (look) {
            case "varied" -> n % PLANTED == PLANTED - 1 ? brighter(varied(n - CLASSES)) : varied(n);
            case "icons" -> shapes(new SplittableRandom(n), Color.WHITE, 2);
            case "alike" -> noisy(varied(0), new SplittableRandom(n));
            default -> throw new IllegalArgumentException("varied, icons or alike, not " + look);
        };
    }

    private static BufferedImage varied(int n) {
        SplittableRandom random = new SplittableRandom(n);
        return shapes(random, colour(random), 12);
    }

    private static Color colour(SplittableRandom random) {
        return new Color(random.nextInt(1 << 24));
    }

    private static BufferedImage shapes(SplittableRandom random, Color ground, int count) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(ground);
        graphics.fillRect(0, 0, SIDE, SIDE);
        for (int i = 0; i < count; i++) {
            graphics.setColor(colour(random));
            int width = 8 + random.nextInt(SIDE / 2);
            int height = 8 + random.nextInt(SIDE / 2);
            int x = random.nextInt(SIDE - width);
            int y = random.nextInt(SIDE - height);
            if (random.nextBoolean()) {
                graphics.fillOval(x, y, width, height);
            } else {
                graphics.fillRect(x, y, width, height);
            }
        }
        graphics.dispose();
        return image;
    }

    private static BufferedImage brighter(BufferedImage image) {
        return changed(image, channel -> Math.min(0xFF, channel + NOISE));
    }

    private static BufferedImage noisy(BufferedImage image, SplittableRandom random) {
        return changed(image, channel -> {
            int level = channel + random.nextInt(-NOISE, NOISE + 1);
            return Math.min(0xFF, Math.max(0, level));
        });
    }

    /** Applies a function to every channel of every pixel. */
    private static BufferedImage changed(BufferedImage image, IntUnaryOperator function) {
        for (int i = 0; i < SIDE * SIDE; i++) {
            int colour = image.getRGB(i % SIDE, i / SIDE);
            int changed = 0;
            for (int shift = 0; shift <= 16; shift += 8) {
                changed |= function.applyAsInt(colour >>> shift & 0xFF) << shift;
            }
            image.setRGB(i % SIDE, i / SIDE, changed);
        }
        return image;
    }

    private static void write(Path folder, int n, BufferedImage picture) {
        Path file = folder.resolve("pictures").resolve("c" + n % CLASSES).resolve(n + ".png");
        try {
            Files.createDirectories(file.resolveSibling("."));
            ImageIO.write(picture, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
