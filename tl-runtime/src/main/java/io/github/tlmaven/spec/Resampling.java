package io.github.tlmaven.spec;

/** How a transform finds a pixel that lies between pixels. */
public enum Resampling {
    /** The nearest one. */
    NEAREST("nearest"),
    /** A mean of the four around it, weighted by their distance. */
    BILINEAR("bilinear");

    private final String keyword;

    Resampling(String keyword) {
        this.keyword = keyword;
    }

    /** The word that stands in the pom's {@code <interpolation>}. */
    public String keyword() {
        return keyword;
    }
}
