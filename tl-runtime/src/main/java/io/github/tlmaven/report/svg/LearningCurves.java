package io.github.tlmaven.report.svg;

import io.github.tlmaven.report.svg.Svg.Anchor;
import io.github.tlmaven.report.svg.Svg.Caption;
import io.github.tlmaven.report.svg.Svg.Paint;
import io.github.tlmaven.report.svg.Svg.Point;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How one experiment's trainings went: losses on the left, validation accuracy on the right, the kept epoch marked. All
 * trainings share their axes, so that charts can be compared.
 */
public final class LearningCurves {

    private static final double WIDTH = 720;
    private static final double HEIGHT = 236;
    private static final double TOP = 44;
    private static final double BOTTOM = 200;
    private static final double LEFT_FROM = 44;
    private static final double LEFT_TO = 344;
    private static final double RIGHT_FROM = 412;
    private static final double RIGHT_TO = 712;
    private static final double HEADING = 14;
    private static final double LEGEND = 32;
    private static final double SAMPLE = 26;
    private static final double SAMPLE_GAP = 6;
    private static final double SECOND_ENTRY = 90;
    private static final double TICK_GAP = 8;
    private static final double TICK_DROP = 18;
    private static final double FOOT_DROP = 34;
    private static final double BASELINE = 4;
    private static final double DOT = 2.75;
    private static final int MOST_DOTS = 40;
    private static final int VALUE_STEPS = 5;
    private static final int EPOCH_STEPS = 8;
    private static final double FINEST_VALUE_STEP = 0.001;

    private final Axis epochs;
    private final Axis losses;
    private final Axis accuracies;

    /**
     * One training.
     *
     * @param training           seed, and fold where there is one: {@code 1, fold 2}
     * @param trainLoss          one an epoch, finite
     * @param validationLoss     one an epoch, finite
     * @param validationAccuracy one an epoch, in [0, 1]
     * @param bestEpoch          the one that was kept, from 1
     */
    public record Curve(
            String training,
            List<Double> trainLoss,
            List<Double> validationLoss,
            List<Double> validationAccuracy,
            int bestEpoch) {
        /** Copies the lists. */
        public Curve {
            trainLoss = List.copyOf(trainLoss);
            validationLoss = List.copyOf(validationLoss);
            validationAccuracy = List.copyOf(validationAccuracy);
        }
    }

    /** Prepares axes that hold all the given trainings; at least one, of at least one epoch. */
    public LearningCurves(List<Curve> all) {
        int most = all.stream().mapToInt(each -> each.trainLoss().size()).max().orElse(1);
        epochs = Axis.covering(1, Math.max(most, 2), 1, EPOCH_STEPS);
        double loss = values(all.stream().flatMap(each -> Stream.of(each.trainLoss(), each.validationLoss())))
                .max()
                .orElse(1);
        losses = Axis.covering(0, loss, FINEST_VALUE_STEP, VALUE_STEPS).over(BOTTOM, TOP);
        List<List<Double>> accuracy =
                all.stream().map(Curve::validationAccuracy).toList();
        accuracies = Axis.covering(
                        values(accuracy.stream()).min().orElse(0),
                        values(accuracy.stream()).max().orElse(1),
                        FINEST_VALUE_STEP,
                        VALUE_STEPS)
                .over(BOTTOM, TOP);
    }

    /** One training's chart as an SVG element. */
    public String draw(Curve curve) {
        Svg svg = new Svg(
                WIDTH,
                HEIGHT,
                new Caption(
                        "curves-" + curve.training().replaceAll("[^a-z0-9]+", "-"),
                        "Learning curves of seed " + curve.training(),
                        "Left: loss on the training part, solid with dots, and on the validation part, dashed with"
                                + " squares. Right: validation accuracy. A dotted line marks epoch "
                                + curve.bestEpoch() + ", which was kept. The same figures stand in the table below."));
        Axis left = epochs.over(LEFT_FROM, LEFT_TO);
        frame(svg, left, losses, "loss");
        best(svg, left, curve.bestEpoch());
        train(svg, points(left, losses, curve.trainLoss()));
        validation(svg, points(left, losses, curve.validationLoss()));
        legend(svg);
        Axis right = epochs.over(RIGHT_FROM, RIGHT_TO);
        frame(svg, right, accuracies, "validation accuracy");
        best(svg, right, curve.bestEpoch());
        validation(svg, points(right, accuracies, curve.validationAccuracy()));
        return svg.close();
    }

    private static void frame(Svg svg, Axis x, Axis y, String heading) {
        svg.text(Paint.LABEL, Anchor.START, new Point(x.first(), HEADING), heading);
        for (BigDecimal tick : y.ticks()) {
            double at = y.at(tick.doubleValue());
            svg.line(Paint.GRID, new Point(x.first(), at), new Point(x.last(), at));
            svg.text(Paint.TICK, Anchor.END, new Point(x.first() - TICK_GAP, at + BASELINE), y.label(tick));
        }
        svg.line(Paint.AXIS, new Point(x.first(), BOTTOM), new Point(x.last(), BOTTOM));
        for (BigDecimal tick : x.ticks()) {
            Point at = new Point(x.at(tick.doubleValue()), BOTTOM + TICK_DROP);
            svg.text(Paint.TICK, Anchor.MIDDLE, at, x.label(tick));
        }
        svg.text(Paint.TICK, Anchor.MIDDLE, new Point((x.first() + x.last()) / 2, BOTTOM + FOOT_DROP), "epoch");
    }

    private static void best(Svg svg, Axis x, int epoch) {
        double at = x.at(epoch);
        svg.line(Paint.BEST, new Point(at, TOP), new Point(at, BOTTOM));
        boolean before = at > (x.first() + x.last()) / 2;
        double beside = at + (before ? -SAMPLE_GAP : SAMPLE_GAP);
        Anchor anchor = before ? Anchor.END : Anchor.START;
        svg.text(Paint.BEST_LABEL, anchor, new Point(beside, BOTTOM - SAMPLE_GAP), "kept: epoch " + epoch);
    }

    private static void legend(Svg svg) {
        sample(svg, Paint.TRAIN, LEFT_FROM, "training");
        svg.circle(Paint.TRAIN_DOT, new Point(LEFT_FROM + SAMPLE / 2, LEGEND - BASELINE), DOT);
        double second = LEFT_FROM + SECOND_ENTRY;
        sample(svg, Paint.VALIDATION, second, "validation");
        svg.square(Paint.VALIDATION_DOT, new Point(second + SAMPLE / 2, LEGEND - BASELINE), 2 * DOT);
    }

    private static void sample(Svg svg, Paint paint, double x, String name) {
        double y = LEGEND - BASELINE;
        svg.polyline(paint, List.of(new Point(x, y), new Point(x + SAMPLE, y)));
        svg.text(Paint.TICK, Anchor.START, new Point(x + SAMPLE + SAMPLE_GAP, LEGEND), name);
    }

    private static void train(Svg svg, List<Point> points) {
        svg.polyline(Paint.TRAIN, points);
        if (points.size() <= MOST_DOTS) {
            points.forEach(point -> svg.circle(Paint.TRAIN_DOT, point, DOT));
        }
    }

    private static void validation(Svg svg, List<Point> points) {
        svg.polyline(Paint.VALIDATION, points);
        if (points.size() <= MOST_DOTS) {
            points.forEach(point -> svg.square(Paint.VALIDATION_DOT, point, 2 * DOT));
        }
    }

    private static List<Point> points(Axis x, Axis y, List<Double> values) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> new Point(x.at(i + 1), y.at(values.get(i))))
                .toList();
    }

    private static DoubleStream values(Stream<List<Double>> lists) {
        return lists.flatMap(List::stream).mapToDouble(Double::doubleValue);
    }
}
