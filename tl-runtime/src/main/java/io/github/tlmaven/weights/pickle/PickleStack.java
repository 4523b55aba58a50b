package io.github.tlmaven.weights.pickle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values that a pickle has made so far, and the marks between them. */
final class PickleStack {

    private final List<@Nullable Object> values = new ArrayList<>();
    private final Deque<Integer> marks = new ArrayDeque<>();

    void push(@Nullable Object value) {
        values.add(value);
    }

    void mark() {
        marks.push(values.size());
    }

    int size() {
        return values.size();
    }

    @Nullable
    Object pop() throws PickleException {
        checkNotEmpty();
        return values.remove(values.size() - 1);
    }

    @Nullable
    Object peek() throws PickleException {
        checkNotEmpty();
        return values.get(values.size() - 1);
    }

    /** The last few values, in the order pushed, removed. */
    Tuple popTuple(int length) throws PickleException {
        if (values.size() - bottom() < length) {
            throw empty();
        }
        return new Tuple(popFrom(values.size() - length));
    }

    /** The values above the last mark, in the order pushed; removed with the mark. */
    List<@Nullable Object> popToMark() throws PickleException {
        if (marks.isEmpty()) {
            throw new PickleException("a mark is missing");
        }
        return popFrom(marks.pop());
    }

    private List<@Nullable Object> popFrom(int from) {
        List<@Nullable Object> last = values.subList(from, values.size());
        List<@Nullable Object> copy = new ArrayList<>(last);
        last.clear();
        return copy;
    }

    private void checkNotEmpty() throws PickleException {
        if (values.size() == bottom()) {
            throw empty();
        }
    }

    /** Values below a mark are out of reach until it is taken away. */
    private int bottom() {
        return marks.isEmpty() ? 0 : marks.getFirst();
    }

    private static PickleException empty() {
        return new PickleException("a value is missing");
    }
}
