package io.github.tlmaven.report.svg;

import io.github.tlmaven.metrics.Interval;
import io.github.tlmaven.report.svg.Svg.Anchor;
import io.github.tlmaven.report.svg.Svg.Caption;
import io.github.tlmaven.report.svg.Svg.Paint;
import io.github.tlmaven.report.svg.Svg.Point;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Accuracies side by side: a row for each experiment with its mean as a dot, its interval as a bar and its seeds as
 * rings, over one axis for all sets.
 */
public final class IntervalPlot {

    private static final double WIDTH = 720;
    private static final double ROW = 30;
    private static final double HEADING = 28;
    private static final double FOOT = 28;
    private static final double MARGIN = 16;
    private static final double VALUE_WIDTH = 44;
    private static final double CHARACTER = 7.4;
    private static final int LONGEST_LABEL = 32;
    private static final double BASELINE = 4.5;
    private static final double MEAN_RADIUS = 5;
    private static final double SEED_RADIUS = 3.5;
    private static final double SEED_DROP = 9;
    private static final double FINEST_STEP = 0.01;
    private static final int MOST_STEPS = 10;

    private IntervalPlot() {}

    /**
     * One evaluation set.
     *
     * @param title heading over its rows
     * @param rows  one an experiment
     */
    public record Panel(String title, List<Row> rows) {
        /** Copies the list. */
        public Panel {
            rows = List.copyOf(rows);
        }
    }

    /**
     * One experiment.
     *
     * @param label    its id
     * @param mean     mean accuracy over seeds, in [0, 1]
     * @param interval of the mean
     * @param seeds    accuracy of each seed
     */
    public record Row(String label, double mean, Interval interval, List<Double> seeds) {
        /** Copies the list. */
        public Row {
            seeds = List.copyOf(seeds);
        }
    }

    /** The chart as an SVG element; empty text where there are no panels. */
    public static String draw(List<Panel> panels) {
        if (panels.isEmpty()) {
            return "";
        }
        double height = panels.stream()
                        .mapToDouble(panel -> HEADING + ROW * panel.rows().size())
                        .sum()
                + FOOT;
        Svg svg = new Svg(
                WIDTH,
                height,
                new Caption(
                        "intervals",
                        "Accuracy by experiment and evaluation set",
                        "Dot: mean over seeds. Bar: 95 % interval of the mean. Rings: single seeds. The same figures"
                                + " stand in the comparison table."));
        Axis axis = axis(panels).over(labelWidth(panels), WIDTH - VALUE_WIDTH - MARGIN);
        grid(svg, axis, height - FOOT);
        double top = 0;
        for (Panel panel : panels) {
            svg.text(Paint.TICK, Anchor.START, new Point(0, top + HEADING / 2 + BASELINE), panel.title());
            top += HEADING;
            for (Row row : panel.rows()) {
                draw(svg, axis, row, top + ROW / 2);
                top += ROW;
            }
        }
        return svg.close();
    }

    private static void grid(Svg svg, Axis axis, double bottom) {
        for (BigDecimal tick : axis.ticks()) {
            double x = axis.at(tick.doubleValue());
            svg.line(Paint.GRID, new Point(x, HEADING / 2), new Point(x, bottom));
            svg.text(Paint.TICK, Anchor.MIDDLE, new Point(x, bottom + FOOT / 2 + BASELINE), axis.label(tick));
        }
    }

    private static void draw(Svg svg, Axis axis, Row row, double y) {
        svg.text(Paint.LABEL, Anchor.START, new Point(MARGIN, y + BASELINE), shortened(row.label()));
        svg.line(
                Paint.INTERVAL,
                new Point(axis.at(row.interval().low()), y),
                new Point(axis.at(row.interval().high()), y));
        for (double seed : row.seeds()) {
            svg.circle(Paint.SEED, new Point(axis.at(seed), y + SEED_DROP), SEED_RADIUS);
        }
        svg.circle(Paint.MEAN, new Point(axis.at(row.mean()), y), MEAN_RADIUS);
        String value = String.format(Locale.ROOT, "%.3f", row.mean());
        svg.text(Paint.LABEL, Anchor.END, new Point(WIDTH, y + BASELINE), value);
    }

    private static Axis axis(List<Panel> panels) {
        double low = rows(panels)
                .flatMapToDouble(row -> DoubleStream.concat(
                        DoubleStream.of(row.interval().low()),
                        row.seeds().stream().mapToDouble(s -> s)))
                .min()
                .orElse(0);
        double high = rows(panels)
                .flatMapToDouble(row -> DoubleStream.concat(
                        DoubleStream.of(row.interval().high()),
                        row.seeds().stream().mapToDouble(s -> s)))
                .max()
                .orElse(1);
        return Axis.covering(low, high, FINEST_STEP, MOST_STEPS);
    }

    private static double labelWidth(List<Panel> panels) {
        int longest = rows(panels)
                .mapToInt(row -> shortened(row.label()).length())
                .max()
                .orElse(0);
        return MARGIN + longest * CHARACTER + MARGIN;
    }

    private static Stream<Row> rows(List<Panel> panels) {
        return panels.stream().flatMap(panel -> panel.rows().stream());
    }

    private static String shortened(String label) {
        return label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL - 1) + "…";
    }
}
