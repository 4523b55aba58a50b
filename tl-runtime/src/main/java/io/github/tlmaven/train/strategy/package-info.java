/**
 * Which stages are trained, and at which rate: {@link io.github.tlmaven.train.strategy.FreezePlans} is a pure function of
 * the strategy, the epoch and the stages' names, so it is tested without an engine. Imports {@code spec} and the JDK.
 */
@NullMarked
package io.github.tlmaven.train.strategy;

import org.jspecify.annotations.NullMarked;
