package io.github.tlmaven.data.audit;

import io.github.tlmaven.TestLog;
import io.github.tlmaven.data.DatasetReader;
import io.github.tlmaven.data.PartedDataset;
import io.github.tlmaven.spec.AuditSpec;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.SplitSpec;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** A part of the sample project's pictures in three given parts and an evaluation set, to plant faults in. */
final class SampleCopy {

    /** The sample project's pictures. */
    static final Path SAMPLE = Path.of("..", "sample-project", "src", "main");

    static final List<String> CLASSES = List.of("animal", "food");

    private static final Map<String, Integer> PER_CLASS = Map.of("train", 10, "validation", 2, "test", 3, "field", 1);
    private static final List<String> SETS = List.of("train", "validation", "test", "field");

    final Path base;
    final TestLog log = new TestLog();

    /** Copies pictures; those of one set are in none of the others. */
    SampleCopy(Path base) {
        this.base = base;
        for (String label : CLASSES) {
            int next = 0;
            List<Path> files = files(SAMPLE.resolve("dataset").resolve(label));
            for (String set : SETS) {
                for (int i = 0; i < PER_CLASS.getOrDefault(set, 0); i++) {
                    Path file = files.get(next++);
                    copy(file, base.resolve(set).resolve(label).resolve(file.getFileName()));
                }
            }
        }
    }

    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void copy(Path from, Path to) {
        try {
            Files.createDirectories(Objects.requireNonNull(to.getParent()));
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first picture of a class in a set. */
    Path first(String set, String label) {
        return files(base.resolve(set).resolve(label)).get(0);
    }

    PartedDataset read() {
        DatasetSpec spec = new DatasetSpec(
                new DatasetSpec.Parts("train", Optional.of("validation"), "test", 0.1, 1), DatasetSpec.Corrupt.FAIL);
        return DatasetReader.read(spec, Map.of("field", "field"), base::resolve);
    }

    /** The training pictures alone, in folds. */
    PartedDataset readInFolds(int folds) {
        DatasetSpec spec = new DatasetSpec(
                new DatasetSpec.Split(
                        List.of("train"), SplitSpec.stratified(0.2, 0.2, 1).inFolds(folds)),
                DatasetSpec.Corrupt.FAIL);
        return DatasetReader.read(spec, Map.of("field", "field"), base::resolve);
    }

    /** Kind and text of everything that is found. */
    List<String> findings(AuditSpec spec) {
        return findings(read(), spec);
    }

    /** As {@link #findings(AuditSpec)}, of pictures that were read. */
    List<String> findings(PartedDataset dataset, AuditSpec spec) {
        return findings(dataset, spec, new SeenPictures());
    }

    /** The same, where some pictures were seen before. */
    List<String> findings(PartedDataset dataset, AuditSpec spec, SeenPictures seen) {
        return DatasetAudit.run(dataset, spec, new DatasetAudit.Means(base.resolve("cache"), 1, seen, log))
                .all()
                .stream()
                .map(finding -> finding.kind() + " " + finding.text())
                .toList();
    }

    static BufferedImage plain(int width, int height, int colour) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, colour);
        }
        return image;
    }

    /** A picture in another size, scaled by Java's bilinear filter. */
    static BufferedImage resized(Path file, int width, int height) {
        try {
            BufferedImage image = ImageIO.read(file.toFile());
            BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = small.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(image, 0, 0, width, height, null);
            graphics.dispose();
            return small;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void png(BufferedImage image, Path file) {
        write("png", image, file);
    }

    static void write(String format, BufferedImage image, Path file) {
        try {
            ImageIO.write(image, format, file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Saves with Java's own encoder, at a quality from 0 to 1. */
    static void jpeg(BufferedImage image, float quality, Path file) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam settings = writer.getDefaultWriteParam();
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(quality);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
    }
}
