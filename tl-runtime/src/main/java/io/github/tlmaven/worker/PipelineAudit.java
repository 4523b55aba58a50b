package io.github.tlmaven.worker;

import io.github.tlmaven.data.Picture;
import io.github.tlmaven.failure.ContractException;
import io.github.tlmaven.features.PixelSource;
import io.github.tlmaven.report.files.RunAudit;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Looks at the first training pictures: augmentation must change pixels in training where it is asked for, and none in
 * evaluation.
 */
final class PipelineAudit {

    private static final int PICTURES = 8;
    private static final int RGB = 3;

    /** An augmentation that acts on every tenth picture alone goes unseen in so many views of 8 with p < 1e-23. */
    private static final int MOST_VIEWS = 64;

    private static final String REPORT = "this is an error of the plugin; please report it with the worker's log.";

    private final int floats;
    private final Function<Picture, PixelSource> evaluation;
    private final BiFunction<Picture, Integer, PixelSource> training;

    /**
     * Compares two pipelines.
     *
     * @param floats     of a picture
     * @param evaluation form of a picture
     * @param training   form of a picture in one of its views, from 0
     */
    PipelineAudit(
            int floats, Function<Picture, PixelSource> evaluation, BiFunction<Picture, Integer, PixelSource> training) {
        this.floats = floats;
        this.evaluation = evaluation;
        this.training = training;
    }

    /**
     * Checks some pictures.
     *
     * @param augmented whether training asks for augmentation
     * @throws ContractException if augmentation acts where it must not, or does not act where it must
     */
    RunAudit.Pipeline check(String label, List<Picture> pictures, boolean augmented) {
        List<Picture> first = pictures.subList(0, Math.min(PICTURES, pictures.size()));
        int unsteady = 0;
        boolean varied = false;
        Set<Picture> changed = new HashSet<>();
        for (int view = 0; view < (augmented ? MOST_VIEWS : 1) && changed.isEmpty(); view++) {
            for (Picture picture : first) {
                float[] plain = pixels(evaluation.apply(picture));
                if (view == 0) {
                    unsteady += Arrays.equals(plain, pixels(evaluation.apply(picture))) ? 0 : 1;
                    varied |= varies(plain);
                }
                if (!Arrays.equals(plain, pixels(training.apply(picture, view)))) {
                    changed.add(picture);
                }
            }
        }
        requireKept(label, "evaluation", unsteady);
        if (!augmented) {
            requireKept(label, "training without augmentation", changed.size());
        } else if (changed.isEmpty() && varied) {
            throw new ContractException(
                    label + " asks for augmentation, which changed no pixel of the first " + first.size()
                            + " training pictures in " + MOST_VIEWS + " views, "
                            + first.get(0).path() + " among them.",
                    REPORT);
        }
        return new RunAudit.Pipeline(first.size(), changed.size(), unsteady);
    }

    private static void requireKept(String label, String where, int changed) {
        if (changed > 0) {
            throw new ContractException(
                    label + " must see pictures unchanged in " + where + ", and " + changed
                            + " of the first ones were changed.",
                    REPORT);
        }
    }

    /** Whether a crop of a picture can differ from another one: it has more than one colour. */
    private static boolean varies(float[] pixels) {
        for (int i = 0; i + RGB < pixels.length; i++) {
            if (pixels[i] != pixels[i + RGB]) {
                return true;
            }
        }
        return false;
    }

    private float[] pixels(PixelSource source) {
        float[] values = new float[floats];
        source.write(FloatBuffer.wrap(values));
        return values;
    }
}
