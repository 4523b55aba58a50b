package io.github.tlmaven.report.svg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.metrics.Interval;
import io.github.tlmaven.report.svg.IntervalPlot.Panel;
import io.github.tlmaven.report.svg.IntervalPlot.Row;
import io.github.tlmaven.report.svg.LearningCurves.Curve;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartsTest {

    @ParameterizedTest
    @CsvSource({
        "0.64, 0.916, 0.01, 10, 0.60, 0.05, 7", "0, 1.52, 0.001, 5, 0.0, 0.5, 4", "1, 20, 1, 8, 0, 5, 4",
        "0.5, 0.5, 0.01, 10, 0.50, 0.01, 1", "1, 2, 1, 8, 1, 1, 1", "0, 1e9, 0.001, 5, 0, 2E+8, 5",
    })
    void axisBeginsAndEndsOnNiceTicks(
            double low, double high, double minStep, int maxSteps, String first, String step, int steps) {
        Axis axis = Axis.covering(low, high, minStep, maxSteps);
        assertThat(axis.low()).isEqualByComparingTo(new BigDecimal(first));
        assertThat(axis.step()).isEqualByComparingTo(new BigDecimal(step));
        assertThat(axis.steps()).isEqualTo(steps);
    }

    @Test
    void intervalPlotDrawsMeanIntervalAndSeeds() {
        String svg = IntervalPlot.draw(List.of(
                new Panel("test", List.of(new Row("<probe>", 0.75, new Interval(0.7, 0.8), List.of(0.72, 0.78))))));
        assertThat(svg)
                .startsWith("<svg class=\"tl-chart\" role=\"img\" width=\"720\" height=\"86\" viewBox=\"0 0 720 86\"")
                .contains("aria-labelledby=\"intervals-title intervals-desc\"")
                .contains(">&lt;probe&gt;</text>")
                .contains("<line class=\"tl-interval\" stroke=\"#1f5fa8\" stroke-width=\"3\" stroke-linecap=\"round\""
                        + " x1=\"83.8\" y1=\"43\" x2=\"660\" y2=\"43\"/>")
                .contains("<circle class=\"tl-mean\" fill=\"#1f5fa8\" cx=\"371.9\" cy=\"43\" r=\"5\"/>")
                .containsOnlyOnce("tl-mean\"")
                .contains(">0.750</text>")
                .endsWith("</svg>");
        assertThat(svg.split("tl-seed", -1)).hasSize(3);
    }

    @Test
    void noPanelsAreNoChart() {
        assertThat(IntervalPlot.draw(List.of())).isEmpty();
    }

    @Test
    void learningCurvesMarkTheKeptEpoch() {
        Curve curve = new Curve("7", List.of(2.0, 1.0, 0.5), List.of(2.0, 1.5, 1.75), List.of(0.5, 0.75, 0.7), 2);
        String svg = new LearningCurves(List.of(curve)).draw(curve);
        assertThat(svg)
                .contains("<title id=\"curves-7-title\">Learning curves of seed 7</title>")
                .contains("kept: epoch 2")
                .contains("<polyline class=\"tl-train\" fill=\"none\" stroke=\"#5b6675\" stroke-width=\"2\""
                        + " points=\"44,44 194,122 344,161\"/>")
                .contains("x1=\"194\" y1=\"44\" x2=\"194\" y2=\"200\"");
    }

    @Test
    void seedsShareTheirAxes() {
        Curve low = new Curve("1", List.of(1.0), List.of(1.0), List.of(0.5), 1);
        Curve high = new Curve("2", List.of(4.0), List.of(4.0), List.of(0.9), 1);
        LearningCurves curves = new LearningCurves(List.of(low, high));
        assertThat(curves.draw(low)).contains(">4</text>");
        assertThat(curves.draw(high)).contains(">4</text>");
    }

    @Test
    void markupIsEscapedAndFitForXml() {
        assertThat(Escape.markup("<a href=\"x\">&'\u0001ü😀"))
                .isEqualTo("&lt;a href=&quot;x&quot;&gt;&amp;&#39;\uFFFDü😀");
    }
}
