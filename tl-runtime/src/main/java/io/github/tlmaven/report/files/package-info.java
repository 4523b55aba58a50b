/**
 * The files of results as values. A cell has {@link io.github.tlmaven.report.files.RunFile},
 * {@link io.github.tlmaven.report.files.HistoryFile}, {@link io.github.tlmaven.report.files.PredictionsFile} and
 * {@link io.github.tlmaven.report.files.MetricsFile}; the folds of a seed together have
 * {@link io.github.tlmaven.report.files.PooledPredictions} and a {@code MetricsFile}; all cells share
 * {@link io.github.tlmaven.report.files.DatasetFile}, which tells of the pictures, and
 * {@link io.github.tlmaven.report.files.FindingsFile}, which tells what their audit found.
 * The worker writes them, the report reads them; each has {@code read} and {@code write}. Names and columns are a contract
 * with other programs: what is new goes to the end.
 */
@NullMarked
package io.github.tlmaven.report.files;

import org.jspecify.annotations.NullMarked;
