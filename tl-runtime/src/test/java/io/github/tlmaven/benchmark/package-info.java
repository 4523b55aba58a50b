/** Programs that measure speed, run by hand or by the profile {@code benchmark}; no test depends on a time. */
@NullMarked
package io.github.tlmaven.benchmark;

import org.jspecify.annotations.NullMarked;
