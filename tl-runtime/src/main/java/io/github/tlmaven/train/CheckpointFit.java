package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.spec.SelectionSpec.Keep;
import io.github.tlmaven.zoo.TensorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares a checkpoint with the training that is to go on from it: every tensor must be there, and no other one. */
final class CheckpointFit {

    private final Trainer.Setup setup;
    private final Map<String, List<Long>> shapes = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    CheckpointFit(Trainer.Setup setup) {
        this.setup = setup;
        setup.changed().forEach(spec -> shapes.put(spec.name(), spec.shape()));
    }

    /**
     * Checks a checkpoint.
     *
     * @throws DataException with every problem
     */
    void require(Checkpoint checkpoint) {
        Progress progress = checkpoint.progress();
        requireEpochs(progress);
        requireExactly("trained tensors", shapes.keySet(), checkpoint.trained().keySet());
        boolean hasBest = setup.spec().selection().keep() == Keep.BEST
                && !progress.results().isEmpty();
        requireExactly(
                "best tensors",
                hasBest ? shapes.keySet() : Set.of(),
                checkpoint.best().keySet());
        boolean averaged = setup.spec().update().emaDecay().isPresent();
        Set<String> averages = checkpoint.averages().keySet();
        requireAll("averages", averaged ? progress.movements().keySet() : Set.of(), averages);
        requireAmong("averages", averages, averaged ? shapes.keySet() : Set.of());
        requireShapes(checkpoint.trained());
        requireShapes(checkpoint.best());
        requireShapes(checkpoint.averages());
        checkpoint.moments().forEach((name, array) -> requireShape(OptimizerState.parameterOf(name), name, array));
        requireExactly("digests", allNames(), progress.audited().before().keySet());
        if (!problems.isEmpty()) {
            throw new DataException(
                    setup.label() + " cannot go on from its checkpoint, which is of another training:"
                            + problems.stream()
                                    .map(each -> System.lineSeparator() + "  " + each)
                                    .collect(Collectors.joining()),
                    "run the goal with -Dtl.force=true, which removes the checkpoint and trains anew.");
        }
    }

    private Set<String> allNames() {
        return setup.architecture().tensors().stream().map(TensorSpec::name).collect(Collectors.toSet());
    }

    private void requireEpochs(Progress progress) {
        int epochs = setup.spec().epochs();
        if (progress.begunEpoch() < 0 || progress.begunEpoch() >= epochs) {
            problems.add("epochs: expected 1 to " + epochs + " begun, found " + (progress.begunEpoch() + 1));
        }
    }

    private void requireExactly(String what, Set<String> expected, Set<String> found) {
        requireAll(what, expected, found);
        requireAmong(what, found, expected);
    }

    private void requireAll(String what, Set<String> expected, Set<String> found) {
        expected.stream()
                .filter(name -> !found.contains(name))
                .forEach(name -> problems.add(what + ": '" + name + "' is missing"));
    }

    private void requireAmong(String what, Set<String> found, Set<String> expected) {
        found.stream()
                .filter(name -> !expected.contains(name))
                .forEach(name -> problems.add(what + ": '" + name + "' is not expected"));
    }

    private void requireShapes(Map<String, NDArray> arrays) {
        arrays.forEach((name, array) -> requireShape(name, name, array));
    }

    private void requireShape(String tensor, String name, NDArray array) {
        List<Long> expected = shapes.get(tensor);
        List<Long> found = Arrays.stream(array.getShape().getShape()).boxed().toList();
        if (!found.equals(expected)) {
            problems.add("'" + name + "': expected the shape " + expected + ", found " + found);
        }
    }
}
