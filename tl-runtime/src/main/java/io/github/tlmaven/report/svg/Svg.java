package io.github.tlmaven.report.svg;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes one SVG element for use inside an HTML page. Lengths are pixels; decimals are fixed, so that equal charts are
 * equal bytes. Not for use by several threads.
 */
final class Svg {

    private static final int DECIMALS = 2;

    private final StringBuilder out = new StringBuilder();

    /** How something is drawn: a class for CSS, and attributes that hold where there is no CSS. */
    enum Paint {
        GRID("tl-grid", "stroke=\"#dfe3e8\" stroke-width=\"1\""),
        AXIS("tl-axis", "stroke=\"#8a93a0\" stroke-width=\"1\""),
        INTERVAL("tl-interval", "stroke=\"#1f5fa8\" stroke-width=\"3\" stroke-linecap=\"round\""),
        MEAN("tl-mean", "fill=\"#1f5fa8\""),
        SEED("tl-seed", "fill=\"none\" stroke=\"#5b6675\" stroke-width=\"1.5\""),
        TRAIN("tl-train", "fill=\"none\" stroke=\"#5b6675\" stroke-width=\"2\""),
        TRAIN_DOT("tl-train-dot", "fill=\"#5b6675\""),
        VALIDATION("tl-validation", "fill=\"none\" stroke=\"#1f5fa8\" stroke-width=\"2\" stroke-dasharray=\"6 3\""),
        VALIDATION_DOT("tl-validation-dot", "fill=\"#1f5fa8\""),
        BEST("tl-best", "stroke=\"#a4561b\" stroke-width=\"1.5\" stroke-dasharray=\"2 3\""),
        LABEL("tl-label", "fill=\"#1c232d\" font-size=\"13\""),
        TICK("tl-tick", "fill=\"#515c6b\" font-size=\"12\""),
        BEST_LABEL("tl-best-label", "fill=\"#8f4812\" font-size=\"12\"");

        private final String attributes;

        Paint(String name, String attributes) {
            this.attributes = " class=\"" + name + "\" " + attributes;
        }
    }

    /** Which point of a text its position names. */
    enum Anchor {
        START,
        MIDDLE,
        END;

        private String keyword() {
            return switch (this) {
                case START -> "start";
                case MIDDLE -> "middle";
                case END -> "end";
            };
        }
    }

    /** A position in pixels from the upper left corner. */
    record Point(double x, double y) {}

    /**
     * What a chart is called.
     *
     * @param id          unique in the page; letters, digits and '-'
     * @param title       short
     * @param description what it shows, for those who cannot see it
     */
    record Caption(String id, String title, String description) {}

    Svg(double width, double height, Caption caption) {
        String titleId = caption.id() + "-title";
        String descriptionId = caption.id() + "-desc";
        out.append("<svg class=\"tl-chart\" role=\"img\" width=\"").append(number(width));
        out.append("\" height=\"").append(number(height));
        out.append("\" viewBox=\"0 0 ").append(number(width)).append(' ').append(number(height));
        out.append("\" font-family=\"sans-serif\" aria-labelledby=\"");
        out.append(titleId).append(' ').append(descriptionId).append("\">\n");
        element("title", titleId, caption.title());
        element("desc", descriptionId, caption.description());
    }

    private void element(String name, String id, String text) {
        out.append('<').append(name).append(" id=\"").append(id).append("\">");
        out.append(Escape.markup(text)).append("</").append(name).append(">\n");
    }

    Svg line(Paint paint, Point from, Point to) {
        out.append("<line").append(paint.attributes);
        out.append(" x1=\"").append(number(from.x())).append("\" y1=\"").append(number(from.y()));
        out.append("\" x2=\"").append(number(to.x())).append("\" y2=\"").append(number(to.y()));
        out.append("\"/>\n");
        return this;
    }

    Svg polyline(Paint paint, List<Point> points) {
        String list = points.stream()
                .map(each -> number(each.x()) + "," + number(each.y()))
                .collect(Collectors.joining(" "));
        out.append("<polyline").append(paint.attributes);
        out.append(" points=\"").append(list).append("\"/>\n");
        return this;
    }

    Svg circle(Paint paint, Point centre, double radius) {
        out.append("<circle").append(paint.attributes);
        out.append(" cx=\"").append(number(centre.x())).append("\" cy=\"").append(number(centre.y()));
        out.append("\" r=\"").append(number(radius)).append("\"/>\n");
        return this;
    }

    Svg square(Paint paint, Point centre, double side) {
        out.append("<rect").append(paint.attributes);
        out.append(" x=\"").append(number(centre.x() - side / 2));
        out.append("\" y=\"").append(number(centre.y() - side / 2));
        out.append("\" width=\"").append(number(side));
        out.append("\" height=\"").append(number(side)).append("\"/>\n");
        return this;
    }

    Svg text(Paint paint, Anchor anchor, Point at, String text) {
        out.append("<text").append(paint.attributes);
        out.append(" text-anchor=\"").append(anchor.keyword());
        out.append("\" x=\"").append(number(at.x())).append("\" y=\"").append(number(at.y()));
        out.append("\">").append(Escape.markup(text)).append("</text>\n");
        return this;
    }

    /** The whole element. */
    String close() {
        return out + "</svg>";
    }

    private static String number(double value) {
        BigDecimal rounded =
                new BigDecimal(value).setScale(DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return rounded.toPlainString();
    }
}
