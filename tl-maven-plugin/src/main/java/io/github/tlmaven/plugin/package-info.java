/**
 * The Maven side: goals that read the configuration, fetch what is not on this machine, start a worker process for
 * everything that touches a neural network, and report on the files it leaves. Start with
 * {@link io.github.tlmaven.plugin.AbstractTlMojo} and {@link io.github.tlmaven.plugin.AbstractExperimentMojo};
 * {@link io.github.tlmaven.plugin.WorkerLauncher} owns the process, {@link io.github.tlmaven.plugin.WeightsFetcher} and
 * {@link io.github.tlmaven.plugin.DatasetFetcher} bring the files. No class of DJL is ever loaded here: a native library
 * belongs to one class loader of a JVM, and Maven has many.
 */
@NullMarked
package io.github.tlmaven.plugin;

import org.jspecify.annotations.NullMarked;
