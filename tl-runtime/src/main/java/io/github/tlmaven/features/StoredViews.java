package io.github.tlmaven.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.engine.Draws;
import java.util.List;

/**
 * Pictures of which several augmented views are stored. An epoch sees one view of each picture, and as many epochs as
 * there are views see them all; where a picture begins depends on the seed.
 *
 * @param activations view k of picture i in row i × views + k
 * @param views       for each picture, 1 or more
 * @param paths       of the pictures, in order
 * @param seed        of the cell
 */
public record StoredViews(Activations activations, int views, List<String> paths, long seed) implements TrainingInputs {

    /** Copies the paths and checks that every view has a row. */
    public StoredViews {
        paths = List.copyOf(paths);
        if (activations.size() != paths.size() * views) {
            throw new IllegalArgumentException(
                    activations.size() + " rows for " + paths.size() + " pictures of " + views + " views");
        }
    }

    @Override
    public int size() {
        return paths.size();
    }

    @Override
    public NDArray batch(List<Integer> items, int epoch, NDManager manager) {
        return activations.batch(
                items.stream().map(item -> item * views + view(item, epoch)).toList(), manager);
    }

    private int view(int item, int epoch) {
        int first =
                Draws.of(seed, Draws.Purpose.AUGMENTATION, 0, paths.get(item)).nextInt(views);
        return (first + epoch) % views;
    }
}
