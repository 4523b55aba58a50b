/**
 * SHA-256 of bytes, files and keyed parts. Everything that enters from outside is digested before it is used, and
 * everything that is cached is addressed by digest. Start with {@link io.github.tlmaven.digest.Sha256}. Imports the
 * JDK and {@code failure}.
 */
@NullMarked
package io.github.tlmaven.digest;

import org.jspecify.annotations.NullMarked;
