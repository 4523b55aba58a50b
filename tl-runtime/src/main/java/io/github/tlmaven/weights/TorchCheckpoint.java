package io.github.tlmaven.weights;

import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A state dict that {@code torch.save} wrote. */
final class TorchCheckpoint extends MappedWeights {

    private final FoundStateDict content;

    private TorchCheckpoint(MappedFile file, ByteOrder order, Map<String, TensorView> tensors, FoundStateDict content) {
        super(file, order, tensors);
        this.content = content;
    }

    /**
     * Finds the state dict and checks that all its tensors lie in the file.
     *
     * @throws UnreadableException if there is none, or a tensor reaches beyond its storage; names every such tensor
     */
    static TorchCheckpoint of(MappedFile file, RawCheckpoint raw) throws UnreadableException {
        FoundStateDict content = FoundStateDict.in(raw.root());
        Map<String, TensorView> tensors = new LinkedHashMap<>();
        ProblemList problems = new ProblemList();
        content.tensors().forEach((name, tensor) -> {
            StoredBytes storage = raw.storages().get(tensor.storage().key());
            String problem = problem(tensor, storage);
            if (storage == null || !problem.isEmpty()) {
                problems.add("'" + ProblemList.shown(name) + "': " + problem);
            } else {
                tensors.put(name, tensor.at(storage.position()));
            }
        });
        if (!problems.isEmpty()) {
            throw new UnreadableException(problems.size() + " tensors lie outside of their storage:" + problems.text());
        }
        return new TorchCheckpoint(file, raw.order(), tensors, content);
    }

    private static String problem(PickledTensor tensor, @Nullable StoredBytes storage) {
        String key = "storage '" + ProblemList.shown(tensor.storage().key()) + "'";
        if (storage == null) {
            return key + " is not in the file";
        }
        if (storage.bytes() != tensor.storage().bytes()) {
            return key + " has " + storage.bytes() + " bytes, expected "
                    + tensor.storage().bytes();
        }
        try {
            return tensor.reach() <= storage.bytes()
                    ? ""
                    : tensor.shape() + " with strides " + tensor.strides() + " from " + tensor.offset()
                            + " on ends at byte " + tensor.reach() + " of " + key + ", which has " + storage.bytes();
        } catch (ArithmeticException e) {
            return tensor.shape() + " with strides " + tensor.strides() + " is more than 64 bits can count";
        }
    }

    @Override
    public Map<String, String> metadata() {
        return content.metadata();
    }

    @Override
    public List<String> adjustments() {
        return content.adjustments();
    }
}
