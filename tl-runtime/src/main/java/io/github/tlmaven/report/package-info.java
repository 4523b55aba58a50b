/**
 * What a build shows of its experiments: CSV, JSON, HTML with SVG, JUnit XML and a table for the log, all from result
 * files alone. Start with {@link io.github.tlmaven.report.Results}, which collects them;
 * {@link io.github.tlmaven.report.ReportWriter} writes the report and {@link io.github.tlmaven.report.Gates} judges.
 * Records whose names end in {@code Page} are what the jte templates in {@code src/main/jte} show. Two things are called
 * an audit: {@link io.github.tlmaven.report.AuditPage} and its neighbours show what is wrong with the pictures,
 * {@link io.github.tlmaven.report.RunAuditRow} what training changed in a network.
 */
@NullMarked
package io.github.tlmaven.report;

import org.jspecify.annotations.NullMarked;
