/**
 * What can go wrong, said so that a user can mend it. Start with {@link io.github.tlmaven.failure.TlException}: every
 * message states what failed, which file, tensor or pom element it concerns, what was expected and found, and how to
 * fix it. Text that a file or a server wrote enters them as {@link io.github.tlmaven.failure.Excerpt}, sizes as
 * {@link io.github.tlmaven.failure.Mebibytes}. Imports the JDK alone.
 */
@NullMarked
package io.github.tlmaven.failure;

import org.jspecify.annotations.NullMarked;
