/**
 * What a user asks for, as values. {@link io.github.tlmaven.spec.Plan} is the root: it is read from the pom, checked as
 * a whole, written to {@code plan.json} and handed to the worker process. {@link io.github.tlmaven.spec.Layout} names
 * the files that results travel in. Imports {@code failure}, {@code digest} and a JSON library, and nothing of DJL or
 * Maven.
 */
@NullMarked
package io.github.tlmaven.spec;

import org.jspecify.annotations.NullMarked;
