/**
 * Charts as inline SVG that needs no script and no style sheet: colours are presentation attributes, which the report's
 * CSS may override by class. {@link io.github.tlmaven.report.svg.IntervalPlot} and
 * {@link io.github.tlmaven.report.svg.LearningCurves} draw, {@link io.github.tlmaven.report.svg.Svg} writes.
 */
@NullMarked
package io.github.tlmaven.report.svg;

import org.jspecify.annotations.NullMarked;
