package io.github.tlmaven.weights;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.WeightsException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What all formats have in common: tensors at known places of a mapped file. */
abstract class MappedWeights implements WeightsFile {

    private static final int MAX_EXAMPLES = 3;

    private final String origin;
    private final Sha256 digest;
    private final Map<String, TensorView> tensors;
    private final ByteOrder order;
    private @Nullable FileMapping mapping;

    MappedWeights(MappedFile file, ByteOrder order, Map<String, TensorView> tensors) {
        this.origin = file.origin();
        this.mapping = file.content();
        this.digest = file.digest();
        this.order = order;
        this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    @Override
    public final String origin() {
        return origin;
    }

    @Override
    public final Sha256 digest() {
        return digest;
    }

    @Override
    public final Set<String> names() {
        return tensors.keySet();
    }

    @Override
    public final TensorInfo tensor(String name) {
        return view(name).info();
    }

    private TensorView view(String name) {
        TensorView view = tensors.get(name);
        if (view == null) {
            throw new WeightsException(
                    "Weights " + origin + " have no tensor '" + ProblemList.shown(name) + "'",
                    "use a file of the right architecture; this one has " + names().size() + " tensors, such as "
                            + names().stream()
                                    .limit(MAX_EXAMPLES)
                                    .map(ProblemList::shown)
                                    .toList() + ".");
        }
        return view;
    }

    @Override
    public final void read(String name, long first, FloatBuffer target) {
        TensorView view = view(name);
        long elements = view.info().elements();
        if (first < 0 || first > elements - target.remaining()) {
            throw new IndexOutOfBoundsException(
                    target.remaining() + " elements from " + first + " on of '" + name + "', which has " + elements);
        }
        if (mapping == null) {
            throw new IllegalStateException(origin + " is closed");
        }
        view.read(mapping, order, first, target);
    }

    @Override
    public final void close() {
        mapping = null;
    }
}
