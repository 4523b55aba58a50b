/**
 * The files of a cell as values: {@link io.github.tlmaven.report.files.RunFile},
 * {@link io.github.tlmaven.report.files.HistoryFile}, {@link io.github.tlmaven.report.files.PredictionsFile} and
 * {@link io.github.tlmaven.report.files.MetricsFile}. The worker writes them, the report reads them; each has
 * {@code read(Path)}, {@code toText()} and {@code write(Path)}. Names and columns are a contract with other programs:
 * what is new goes to the end.
 */
@NullMarked
package io.github.tlmaven.report.files;

import org.jspecify.annotations.NullMarked;
