package io.github.tlmaven.spec;

/** How the activations of a frozen part are stored. */
public enum FeatureType {
    /** As they were computed. */
    FLOAT32("float32", Float.BYTES),
    /** Rounded to IEEE 754 binary16: 11 significant bits, up to 65504, half the size. */
    FLOAT16("float16", Short.BYTES);

    /** Its name in the pom and in {@code plan.json}. */
    public static final String NAME = "featureType";

    private final String keyword;
    private final int bytes;

    FeatureType(String keyword, int bytes) {
        this.keyword = keyword;
        this.bytes = bytes;
    }

    /** The word that stands in the pom. */
    public String keyword() {
        return keyword;
    }

    /** Of one value. */
    public int bytes() {
        return bytes;
    }
}
