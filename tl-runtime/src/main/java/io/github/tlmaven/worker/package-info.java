/**
 * The forked JVM. {@link io.github.tlmaven.worker.Main} reads a request from standard input, and
 * {@link io.github.tlmaven.worker.PlanRunner} carries it out: {@link io.github.tlmaven.worker.DatasetOpener} makes the
 * pictures ready, {@link io.github.tlmaven.worker.DataAuditor} looks for what is wrong with them, with
 * {@link io.github.tlmaven.worker.FeatureComparison} also by what a network sees,
 * {@link io.github.tlmaven.worker.CellTrainer} trains the cells of an experiment, from a
 * {@link io.github.tlmaven.worker.CellCheckpoint} on where a process was ended, and
 * {@link io.github.tlmaven.worker.CellEvaluator} judges them, unless one of them is among the
 * {@link io.github.tlmaven.worker.StaleCells}. What the trained part of a network reads comes from
 * {@link io.github.tlmaven.worker.SharedInputs}. May import every package; nobody imports it.
 */
@NullMarked
package io.github.tlmaven.worker;

import org.jspecify.annotations.NullMarked;
