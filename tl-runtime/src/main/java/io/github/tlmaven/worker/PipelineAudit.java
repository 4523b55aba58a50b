package io.github.tlmaven.worker;

import io.github.tlmaven.data.Picture;
import io.github.tlmaven.failure.ContractException;
import io.github.tlmaven.features.PixelSource;
import io.github.tlmaven.report.files.RunAudit;
import io.github.tlmaven.spec.Preprocessing;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Looks at the first training pictures: augmentation must change pixels in training where it is asked for, and none in
 * evaluation.
 */
final class PipelineAudit {

    private static final int PICTURES = 8;

    /** An augmentation that acts on every tenth picture alone goes unseen in so many views of 8 with p < 1e-23. */
    private static final int MOST_VIEWS = 64;

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
        List<float[]> plain = pixels(first, evaluation);
        int unsteady = different(plain, pixels(first, evaluation));
        int changed = 0;
        for (int view = 0; view < (augmented ? MOST_VIEWS : 1) && changed == 0; view++) {
            int number = view;
            changed = different(plain, pixels(first, picture -> training.apply(picture, number)));
        }
        requireKept(label, "evaluation", unsteady);
        if (!augmented) {
            requireKept(label, "training without augmentation", changed);
        } else if (changed == 0 && plain.stream().anyMatch(PipelineAudit::varies)) {
            throw new ContractException(
                    label + " asks for augmentation, which changed no pixel of the first " + first.size()
                            + " training pictures in " + MOST_VIEWS + " views, "
                            + first.get(0).path() + " among them.");
        }
        return new RunAudit.Pipeline(first.size(), changed, unsteady);
    }

    private static void requireKept(String label, String where, int changed) {
        if (changed > 0) {
            throw new ContractException(label + " must see pictures unchanged in " + where + ", and " + changed
                    + " of the first ones were changed.");
        }
    }

    /** Whether a crop of a picture can differ from another one: it has more than one colour. */
    private static boolean varies(float[] pixels) {
        for (int i = 0; i + Preprocessing.CHANNELS < pixels.length; i++) {
            if (pixels[i] != pixels[i + Preprocessing.CHANNELS]) {
                return true;
            }
        }
        return false;
    }

    private List<float[]> pixels(List<Picture> pictures, Function<Picture, PixelSource> form) {
        return pictures.stream()
                .map(picture -> form.apply(picture).pixels(floats))
                .toList();
    }

    private static int different(List<float[]> some, List<float[]> others) {
        return (int) IntStream.range(0, some.size())
                .filter(i -> !Arrays.equals(some.get(i), others.get(i)))
                .count();
    }
}
