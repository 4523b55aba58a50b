/**
 * The state of trainings under way in files. Start at {@link io.github.tlmaven.checkpoint.CheckpointFiles}, which keeps the
 * last two checkpoints of a cell and finds the newest whole one; {@link io.github.tlmaven.checkpoint.StoredCheckpoint} is
 * one of them, digested and open. When one is written is decided in {@code train}. Imports {@code train}, {@code weights},
 * {@code digest}, {@code engine}, {@code spec}, {@code failure} and DJL.
 */
@NullMarked
package io.github.tlmaven.checkpoint;

import org.jspecify.annotations.NullMarked;
