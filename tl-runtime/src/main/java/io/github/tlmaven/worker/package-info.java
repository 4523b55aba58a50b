/**
 * The forked JVM. {@link io.github.tlmaven.worker.Main} reads a request from standard input, {@link
 * io.github.tlmaven.worker.PlanRunner} carries it out: {@link io.github.tlmaven.worker.CellTrainer} trains the cells of an
 * experiment, from a {@link io.github.tlmaven.worker.CellCheckpoint} on where a process was ended, {@link io.github.tlmaven.worker.CellEvaluator} judges them. May import every package; nobody imports it.
 */
@NullMarked
package io.github.tlmaven.worker;

import org.jspecify.annotations.NullMarked;
