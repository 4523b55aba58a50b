package io.github.tlmaven.spec;

import java.util.List;

/**
 * Which files of a folder are its pictures: patterns as Maven has them, in which {@code ?} stands for a character,
 * {@code *} for any characters of a name, and {@code **} for any folders.
 *
 * @param includes a file must match one of them; where there is none, every file does
 * @param excludes a file must match none of them
 */
public record PictureFilter(List<String> includes, List<String> excludes) {

    /** Every file. */
    public static final PictureFilter ALL = new PictureFilter(List.of(), List.of());

    /** Copies the lists. */
    public PictureFilter {
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
    }
}
