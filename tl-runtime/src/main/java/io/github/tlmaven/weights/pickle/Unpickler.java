package io.github.tlmaven.weights.pickle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one pickle, of protocol 2 to 5, after the description in Python's module {@code pickletools}. Values become
 * {@link Long} ({@link BigInteger} beyond 64 bits), {@link Double}, {@link Boolean}, {@link String}, {@link Tuple},
 * {@link List}, {@link Map}, {@link ClassName} and whatever {@link Classes} makes; {@code None} is null.
 *
 * <p>A hostile pickle can do no more than be refused. Nothing is looked up by name or run. There is no recursion, so
 * depth costs no stack. Each opcode makes at most one value and their number is limited, so memory is, too. Keys of
 * dictionaries are texts and numbers only, so that no key's hash walks through a structure.
 */
public final class Unpickler {

    /** Most opcodes in one pickle; a tensor takes about 40, so this is 25,000 tensors. */
    static final int MAX_OPCODES = 1_000_000;

    private static final int MIN_PROTOCOL = 2;
    private static final int MAX_PROTOCOL = 5;
    private static final int MAX_NAME = 200;

    private final PickleInput input;
    private final Classes classes;
    private final PickleStack stack = new PickleStack();
    private final Map<Long, @Nullable Object> memo = new HashMap<>();
    private long at;

    private Unpickler(PickleInput input, Classes classes) {
        this.input = input;
        this.classes = classes;
    }

    /**
     * Reads the next pickle of the input, to its end.
     *
     * @throws PickleException if it is cut or damaged, or has an opcode or names a class that is not on the list
     */
    public static @Nullable Object read(PickleInput input, Classes classes) throws PickleException {
        long start = input.position();
        Unpickler unpickler = new Unpickler(input, classes);
        try {
            return unpickler.run();
        } catch (PickleException e) {
            throw new PickleException("byte " + (unpickler.at - start) + " of the pickle: " + e.getMessage(), e);
        }
    }

    private @Nullable Object run() throws PickleException {
        for (int count = 0; count < MAX_OPCODES; count++) {
            at = input.position();
            int code = input.unsignedByte();
            Opcode opcode = Opcode.of(code)
                    .orElseThrow(
                            () -> new PickleException(String.format("opcode 0x%02x, which no protocol has", code)));
            if (opcode == Opcode.STOP) {
                Object result = stack.pop();
                if (stack.size() > 0) {
                    throw new PickleException(stack.size() + " values are left over");
                }
                return result;
            }
            if (!literal(opcode) && !container(opcode) && !call(opcode) && !bookkeeping(opcode)) {
                throw new PickleException("opcode " + opcode + ", which no state dict needs");
            }
        }
        throw new PickleException("more than " + MAX_OPCODES + " opcodes");
    }

    private boolean literal(Opcode opcode) throws PickleException {
        switch (opcode) {
            case NONE -> stack.push(null);
            case NEWTRUE -> stack.push(true);
            case NEWFALSE -> stack.push(false);
            case BININT -> stack.push((long) input.littleEndianInt());
            case BININT1 -> stack.push((long) input.unsignedByte());
            case BININT2 -> stack.push((long) input.unsignedShort());
            case LONG1 -> stack.push(wholeNumber(input.bytes(input.unsignedByte())));
            case BINFLOAT -> stack.push(input.bigEndianDouble());
            case BINUNICODE -> stack.push(input.utf8(input.unsignedInt()));
            case SHORT_BINUNICODE -> stack.push(input.utf8(input.unsignedByte()));
            case BINSTRING -> stack.push(input.latin1(input.unsignedInt())); // a text of Python 2
            case SHORT_BINSTRING -> stack.push(input.latin1(input.unsignedByte()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static Object wholeNumber(byte[] littleEndian) {
        byte[] bigEndian = new byte[littleEndian.length + 1];
        int last = littleEndian.length - 1;
        bigEndian[0] = last >= 0 && littleEndian[last] < 0 ? (byte) -1 : 0;
        for (int i = 0; i <= last; i++) {
            bigEndian[last + 1 - i] = littleEndian[i];
        }
        BigInteger number = new BigInteger(bigEndian);
        if (number.bitLength() < Long.SIZE) {
            return number.longValue();
        }
        return number;
    }

    private boolean container(Opcode opcode) throws PickleException {
        switch (opcode) {
            case EMPTY_TUPLE -> stack.push(new Tuple(List.of()));
            case TUPLE1 -> stack.push(stack.popTuple(1));
            case TUPLE2 -> stack.push(stack.popTuple(2));
            case TUPLE3 -> stack.push(stack.popTuple(3));
            case TUPLE -> stack.push(new Tuple(stack.popToMark()));
            case EMPTY_LIST -> stack.push(new ArrayList<@Nullable Object>());
            case APPEND -> append(Collections.singletonList(stack.pop()));
            case APPENDS -> append(stack.popToMark());
            case EMPTY_DICT -> stack.push(new LinkedHashMap<@Nullable Object, @Nullable Object>());
            case SETITEM -> put(stack.popTuple(2).items());
            case SETITEMS -> put(stack.popToMark());
            default -> {
                return false;
            }
        }
        return true;
    }

    @SuppressWarnings("unchecked") // every List on the stack was made here
    private void append(List<@Nullable Object> items) throws PickleException {
        if (!(stack.peek() instanceof List<?> list)) {
            throw new PickleException("appends to " + Kind.of(stack.peek()));
        }
        ((List<@Nullable Object>) list).addAll(items);
    }

    @SuppressWarnings("unchecked") // every Map on the stack was made here or by Classes as an empty dictionary
    private void put(List<@Nullable Object> keysAndValues) throws PickleException {
        if (!(stack.peek() instanceof Map<?, ?> dictionary)) {
            throw new PickleException("puts items into " + Kind.of(stack.peek()));
        }
        if (keysAndValues.size() % 2 != 0) {
            throw new PickleException("a key without a value");
        }
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            Object key = keysAndValues.get(i);
            if (!(key instanceof String || key instanceof Number || key instanceof Boolean)) {
                throw new PickleException("a key of a dictionary is " + Kind.of(key) + ", not a text or a number");
            }
            if (dictionary.containsKey(key)) {
                throw new PickleException("a dictionary has two items of the same key");
            }
            ((Map<@Nullable Object, @Nullable Object>) dictionary).put(key, keysAndValues.get(i + 1));
        }
    }

    private boolean call(Opcode opcode) throws PickleException {
        switch (opcode) {
            case GLOBAL -> stack.push(allowed(input.line(MAX_NAME), input.line(MAX_NAME)));
            case STACK_GLOBAL -> {
                List<@Nullable Object> parts = stack.popTuple(2).items();
                stack.push(allowed(parts.get(0), parts.get(1)));
            }
            case REDUCE, NEWOBJ -> {
                List<@Nullable Object> parts = stack.popTuple(2).items();
                if (!(parts.get(0) instanceof ClassName name) || !(parts.get(1) instanceof Tuple arguments)) {
                    throw new PickleException("calls " + Kind.of(parts.get(0)) + " with " + Kind.of(parts.get(1)));
                }
                stack.push(classes.call(name, arguments));
            }
            case BUILD -> build();
            case BINPERSID -> stack.push(classes.external(stack.pop()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private ClassName allowed(@Nullable Object module, @Nullable Object name) throws PickleException {
        if (!(module instanceof String moduleText) || !(name instanceof String nameText)) {
            throw new PickleException("a class is named by " + Kind.of(module) + " and " + Kind.of(name));
        }
        ClassName wanted = new ClassName(moduleText, nameText);
        if (!classes.allows(wanted)) {
            throw new PickleException(
                    "names " + Kind.printable(wanted) + ", which is not on the list of what may be read");
        }
        return wanted;
    }

    /** Nobody reads the attributes of a dictionary ({@code _metadata}) or of an inert object. */
    private void build() throws PickleException {
        Object attributes = stack.pop();
        Object object = stack.peek();
        if (!(object instanceof Map) && !(object instanceof Inert)) {
            classes.build(object, attributes);
        }
    }

    private boolean bookkeeping(Opcode opcode) throws PickleException {
        switch (opcode) {
            case PROTO -> {
                int protocol = input.unsignedByte();
                if (protocol < MIN_PROTOCOL || protocol > MAX_PROTOCOL) {
                    throw new PickleException(
                            "protocol " + protocol + "; " + MIN_PROTOCOL + " to " + MAX_PROTOCOL + " are read");
                }
            }
            case FRAME -> input.skip(Long.BYTES);
            case MARK -> stack.mark();
            case BINPUT -> memo.put((long) input.unsignedByte(), stack.peek());
            case LONG_BINPUT -> memo.put(input.unsignedInt(), stack.peek());
            case MEMOIZE -> memo.put((long) memo.size(), stack.peek());
            case BINGET -> stack.push(remembered(input.unsignedByte()));
            case LONG_BINGET -> stack.push(remembered(input.unsignedInt()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private @Nullable Object remembered(long index) throws PickleException {
        if (!memo.containsKey(index)) {
            throw new PickleException("item " + index + " of the memo was never stored");
        }
        return memo.get(index);
    }
}
