package io.github.tlmaven.weights;

import ai.djl.ndarray.types.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects the tensors of one header, and whatever is wrong with them. */
final class TensorTable {

    private static final String TYPE = "dtype";
    private static final String SHAPE = "shape";
    private static final String OFFSETS = "data_offsets";
    private static final Set<String> MEMBERS = new TreeSet<>(List.of(TYPE, SHAPE, OFFSETS));

    private final long payloadStart;
    private final long payloadBytes;
    private final ProblemList problems;
    private final Map<String, TensorView> tensors = new LinkedHashMap<>();
    private final List<Span> spans = new ArrayList<>();
    private boolean allSpansKnown = true;

    /** Bytes from begin to before end, counted from the start of the payload. */
    private record Span(String name, long begin, long end) {}

    /**
     * @param payloadStart position of the first tensor in the file
     * @param fileBytes    length of the file
     */
    TensorTable(long payloadStart, long fileBytes, ProblemList problems) {
        this.payloadStart = payloadStart;
        this.payloadBytes = fileBytes - payloadStart;
        this.problems = problems;
    }

    /** Tensors without a problem, in the order added. */
    Map<String, TensorView> tensors() {
        return tensors;
    }

    void add(String name, @Nullable Object entry) {
        if (!(entry instanceof Map<?, ?> members) || !members.keySet().equals(MEMBERS)) {
            allSpansKnown = false;
            problems.add(
                    "'" + name + "': must be an object with exactly " + MEMBERS + ", is " + ProblemList.shown(entry));
            return;
        }
        Optional<TensorType> type = type(name, members.get(TYPE));
        Optional<Shape> shape = shape(name, members.get(SHAPE));
        Optional<Span> span = span(name, members.get(OFFSETS));
        if (type.isPresent() && shape.isPresent() && span.isPresent()) {
            addChecked(type.get(), shape.get(), span.get());
        }
    }

    private Optional<TensorType> type(String name, @Nullable Object value) {
        Optional<TensorType> type = value instanceof String text ? TensorType.named(text) : Optional.empty();
        if (type.isEmpty()) {
            problems.add(
                    "'" + name + "': unknown dtype " + ProblemList.shown(value) + "; known are " + TensorType.names());
        }
        return type;
    }

    private Optional<Shape> shape(String name, @Nullable Object value) {
        Optional<long[]> dimensions = wholeNumbers(value);
        if (dimensions.isEmpty()) {
            problems.add("'" + name + "': shape must be a list of whole numbers of 0 or more, is "
                    + ProblemList.shown(value));
        }
        return dimensions.map(Shape::new);
    }

    private Optional<Span> span(String name, @Nullable Object value) {
        Optional<Span> span = wholeNumbers(value)
                .filter(numbers -> numbers.length == 2 && numbers[0] <= numbers[1])
                .map(numbers -> new Span(name, numbers[0], numbers[1]));
        if (span.isEmpty()) {
            allSpansKnown = false;
            problems.add("'" + name + "': data_offsets must be [begin, end] with 0 ≤ begin ≤ end, is "
                    + ProblemList.shown(value));
        } else if (span.get().end() > payloadBytes) {
            problems.add("'" + name + "': ends at byte " + span.get().end() + " of the payload, which has "
                    + payloadBytes + " bytes");
        }
        span.ifPresent(spans::add);
        return span;
    }

    private void addChecked(TensorType type, Shape shape, Span span) {
        long length = span.end() - span.begin();
        try {
            long needed = type.bytes();
            for (long dimension : shape.getShape()) {
                needed = Math.multiplyExact(needed, dimension);
            }
            if (needed != length) {
                problems.add("'" + span.name() + "': " + type + " of shape " + shape + " takes " + needed
                        + " bytes, data_offsets give " + length);
            } else if (span.end() <= payloadBytes) {
                tensors.put(span.name(), TensorView.rowMajor(type, shape, payloadStart + span.begin()));
            }
        } catch (ArithmeticException e) {
            problems.add("'" + span.name() + "': shape " + shape + " has more elements than 64 bits can count");
        }
    }

    /** The format wants every byte of the payload to belong to exactly one tensor. */
    void checkCoverage() {
        if (!allSpansKnown) {
            return; // would only repeat what was said
        }
        spans.sort(Comparator.comparingLong(Span::begin).thenComparingLong(Span::end));
        long covered = 0;
        String last = "the header";
        for (Span span : spans) {
            if (span.begin() > covered) {
                problems.add(
                        "'" + span.name() + "': " + (span.begin() - covered) + " bytes before it belong to no tensor");
            } else if (span.begin() < covered) {
                problems.add("'" + span.name() + "': overlaps " + last + " by "
                        + (Math.min(covered, span.end()) - span.begin()) + " bytes");
            }
            if (span.end() >= covered) {
                covered = span.end();
                last = "'" + span.name() + "'";
            }
        }
        if (covered < payloadBytes) {
            problems.add("the last " + (payloadBytes - covered) + " bytes of the file belong to no tensor");
        }
    }

    private static Optional<long[]> wholeNumbers(@Nullable Object value) {
        if (!(value instanceof List<?> elements)) {
            return Optional.empty();
        }
        long[] numbers = new long[elements.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!(elements.get(i) instanceof BigDecimal number) || number.scale() != 0 || number.signum() < 0) {
                return Optional.empty();
            }
            if (number.unscaledValue().bitLength() >= Long.SIZE) {
                return Optional.empty();
            }
            numbers[i] = number.longValue();
        }
        return Optional.of(numbers);
    }
}
