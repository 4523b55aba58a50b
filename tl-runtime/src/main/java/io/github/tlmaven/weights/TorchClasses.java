package io.github.tlmaven.weights;

import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.weights.pickle.ClassName;
import io.github.tlmaven.weights.pickle.Classes;
import io.github.tlmaven.weights.pickle.Inert;
import io.github.tlmaven.weights.pickle.Kind;
import io.github.tlmaven.weights.pickle.PickleException;
import io.github.tlmaven.weights.pickle.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint may name: the functions of {@code torch._utils} that put tensors together, types of storages and
 * elements, and a few classes of Python's and torch's that stand beside a state dict and whose content is dropped.
 */
final class TorchClasses implements Classes {

    /** Most dimensions that torch itself gives a tensor. */
    private static final int MAX_RANK = 64;

    private static final String TORCH = "torch";
    private static final String UTILS = "torch._utils";
    private static final ClassName ORDERED_DICT = new ClassName("collections", "OrderedDict");
    private static final ClassName SIZE = new ClassName(TORCH, "Size");
    private static final ClassName PARAMETER = new ClassName("torch.nn.parameter", "Parameter");
    private static final ClassName UNTYPED = new ClassName("torch.storage", "UntypedStorage");

    private static final Map<ClassName, TensorType> STORAGES = storages();

    private static final Map<ClassName, TensorType> ELEMENTS = Map.ofEntries(
            element("float64", TensorType.F64),
            element("float32", TensorType.F32),
            element("float16", TensorType.F16),
            element("bfloat16", TensorType.BF16),
            element("int64", TensorType.I64),
            element("int32", TensorType.I32),
            element("int16", TensorType.I16),
            element("int8", TensorType.I8),
            element("uint32", TensorType.U32),
            element("uint16", TensorType.U16),
            element("uint8", TensorType.U8),
            element("bool", TensorType.BOOL));

    private static final Set<ClassName> INERT = Set.of(
            new ClassName("argparse", "Namespace"),
            new ClassName("collections", "Counter"),
            new ClassName(TORCH, "device"),
            new ClassName("torch.serialization", "_get_layout"));

    /** Functions of {@code torch._utils}. */
    private enum Rebuild {
        /** (storage, offset, size, stride), from before torch 0.4. */
        TENSOR("_rebuild_tensor"),
        /** (storage, offset, size, stride, requires_grad, hooks[, metadata]). */
        TENSOR_2("_rebuild_tensor_v2"),
        /** (untyped storage, offset, size, stride, requires_grad, hooks, dtype[, metadata]). */
        TENSOR_3("_rebuild_tensor_v3"),
        /** (tensor, requires_grad, hooks). */
        PARAMETER("_rebuild_parameter"),
        /** (tensor, requires_grad, hooks, attributes). */
        PARAMETER_WITH_STATE("_rebuild_parameter_with_state");

        private static final int DTYPE = 6;

        private final String function;

        Rebuild(String function) {
            this.function = function;
        }
    }

    private static final Map<ClassName, Rebuild> REBUILDS = rebuilds();

    private final Map<String, StorageRef> storages = new LinkedHashMap<>();

    private static Map<ClassName, TensorType> storages() {
        Map<String, TensorType> types = Map.of(
                "DoubleStorage", TensorType.F64,
                "FloatStorage", TensorType.F32,
                "HalfStorage", TensorType.F16,
                "BFloat16Storage", TensorType.BF16,
                "LongStorage", TensorType.I64,
                "IntStorage", TensorType.I32,
                "ShortStorage", TensorType.I16,
                "CharStorage", TensorType.I8,
                "ByteStorage", TensorType.U8,
                "BoolStorage", TensorType.BOOL);
        Map<ClassName, TensorType> storages = new LinkedHashMap<>();
        types.forEach((name, type) -> {
            storages.put(new ClassName(TORCH, name), type);
            storages.put(new ClassName("torch.cuda", name), type); // before torch 1.6, from a GPU
        });
        return storages;
    }

    private static Map.Entry<ClassName, TensorType> element(String name, TensorType type) {
        return Map.entry(new ClassName(TORCH, name), type);
    }

    private static Map<ClassName, Rebuild> rebuilds() {
        Map<ClassName, Rebuild> rebuilds = new LinkedHashMap<>();
        for (Rebuild rebuild : Rebuild.values()) {
            rebuilds.put(new ClassName(UTILS, rebuild.function), rebuild);
        }
        return rebuilds;
    }

    /** Storages that the pickle referred to, by key. */
    Map<String, StorageRef> storagesFound() {
        return Collections.unmodifiableMap(storages);
    }

    @Override
    public boolean allows(ClassName name) {
        return name.equals(ORDERED_DICT)
                || name.equals(SIZE)
                || name.equals(UNTYPED)
                || name.equals(PARAMETER)
                || INERT.contains(name)
                || REBUILDS.containsKey(name)
                || STORAGES.containsKey(name)
                || ELEMENTS.containsKey(name);
    }

    @Override
    public Object call(ClassName name, Tuple arguments) throws PickleException {
        Rebuild rebuild = REBUILDS.get(name);
        if (rebuild != null) {
            return rebuilt(rebuild, arguments.items());
        } else if (INERT.contains(name)) {
            return new Inert(name);
        } else if (name.equals(PARAMETER)) {
            return LegacyParameter.of(arguments);
        } else if (name.equals(SIZE)
                && arguments.items().size() == 1
                && arguments.items().get(0) instanceof Tuple size) {
            return size;
        } else if (name.equals(ORDERED_DICT) && arguments.items().isEmpty()) {
            return new LinkedHashMap<@Nullable Object, @Nullable Object>();
        }
        throw new PickleException("calls " + name + " with " + arguments.items().size() + " arguments");
    }

    private static Object rebuilt(Rebuild rebuild, List<@Nullable Object> arguments) throws PickleException {
        if (arguments.isEmpty()) {
            throw new PickleException("calls " + rebuild.function + " without arguments");
        }
        if (rebuild == Rebuild.PARAMETER || rebuild == Rebuild.PARAMETER_WITH_STATE) {
            if (arguments.get(0) instanceof PickledTensor tensor) {
                return tensor;
            }
            throw new PickleException("makes a parameter of " + Kind.of(arguments.get(0)));
        }
        return tensor(rebuild, arguments);
    }

    private static PickledTensor tensor(Rebuild rebuild, List<@Nullable Object> arguments) throws PickleException {
        if (arguments.size() < 4
                || !(arguments.get(0) instanceof StorageRef storage)
                || !(arguments.get(1) instanceof Long offset)
                || !(arguments.get(2) instanceof Tuple size)
                || !(arguments.get(3) instanceof Tuple stride)) {
            throw new PickleException(
                    "calls " + rebuild.function + " with other than a storage, an offset, a size and strides");
        }
        List<Long> sizes = wholeNumbers("size", size);
        List<Long> strides = wholeNumbers("stride", stride);
        if (offset < 0 || sizes.size() != strides.size() || sizes.size() > MAX_RANK) {
            throw new PickleException("a tensor of " + sizes.size() + " dimensions has " + strides.size()
                    + " strides and the offset " + offset);
        }
        TensorType type = rebuild == Rebuild.TENSOR_3 ? statedType(arguments) : storage.type();
        if (type == null) {
            throw new PickleException("a tensor of a storage without a type");
        }
        return new PickledTensor(storage, type, offset, new Shape(sizes), strides);
    }

    private static @Nullable TensorType statedType(List<@Nullable Object> arguments) {
        return arguments.size() > Rebuild.DTYPE && arguments.get(Rebuild.DTYPE) instanceof ClassName name
                ? ELEMENTS.get(name)
                : null;
    }

    private static List<Long> wholeNumbers(String what, Tuple tuple) throws PickleException {
        List<Long> numbers = new ArrayList<>();
        for (Object item : tuple.items()) {
            if (!(item instanceof Long number) || number < 0) {
                throw new PickleException("a tensor's " + what + " holds "
                        + (item instanceof Long ? item : Kind.of(item)) + ", not whole numbers of 0 or more");
            }
            numbers.add(number);
        }
        return numbers;
    }

    @Override
    public void build(@Nullable Object object, @Nullable Object attributes) throws PickleException {
        if (object instanceof LegacyParameter parameter && attributes instanceof Tuple tuple) {
            parameter.build(tuple);
        } else {
            throw new PickleException("sets attributes of " + Kind.of(object));
        }
    }

    /** ('storage', type, key, device, count), and in files from before torch 1.6 a sixth that is None. */
    @Override
    public Object external(@Nullable Object id) throws PickleException {
        List<@Nullable Object> parts = id instanceof Tuple tuple ? tuple.items() : List.of();
        if (parts.size() < 5
                || !"storage".equals(parts.get(0))
                || !(parts.get(1) instanceof ClassName type)
                || !(parts.get(2) instanceof String key)
                || !(parts.get(4) instanceof Long count)) {
            throw new PickleException("refers to something outside that is no storage of torch");
        }
        if (parts.size() > 5 && parts.get(5) != null) {
            throw new PickleException(
                    "storage '" + ProblemList.shown(key) + "' is a view of another, as torch before 0.4 wrote them");
        }
        if (!STORAGES.containsKey(type) && !type.equals(UNTYPED)) {
            throw new PickleException("storage '" + ProblemList.shown(key) + "' is of type " + ProblemList.shown(type));
        }
        if (count < 0 || count > Long.MAX_VALUE / Double.BYTES) {
            throw new PickleException("storage '" + ProblemList.shown(key) + "' has " + count + " elements");
        }
        StorageRef storage = new StorageRef(key, STORAGES.get(type), count);
        StorageRef before = storages.putIfAbsent(key, storage);
        if (before != null && !before.equals(storage)) {
            throw new PickleException("storage '" + ProblemList.shown(key) + "' has two types or lengths");
        }
        return storage;
    }
}
