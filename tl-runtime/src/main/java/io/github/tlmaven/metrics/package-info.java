/**
 * Scores of a classifier over plain arrays. Start with {@link io.github.tlmaven.metrics.Scores}: a confusion matrix and
 * a log loss, from which every other figure follows. Imports the JDK and {@code failure}.
 */
@NullMarked
package io.github.tlmaven.metrics;

import org.jspecify.annotations.NullMarked;
