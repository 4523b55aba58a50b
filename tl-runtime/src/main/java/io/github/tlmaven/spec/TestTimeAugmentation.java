package io.github.tlmaven.spec;

/**
 * In which views a picture is judged. The probabilities of a class are averaged over them; nothing of it is random, and
 * nothing is trained by it.
 */
public enum TestTimeAugmentation {
    /** The centre alone. */
    NONE("none", 1),
    /** The centre of the picture and of its mirror image. */
    FLIP("flip", 2),
    /** The four corners and the centre. */
    FIVE_CROP("five-crop", 5),
    /** The four corners and the centre of the picture and of its mirror image. */
    TEN_CROP("ten-crop", 10);

    /** Its name in the pom and in {@code plan.json}. */
    public static final String NAME = "testTimeAugmentation";

    private final String keyword;
    private final int passes;

    TestTimeAugmentation(String keyword, int passes) {
        this.keyword = keyword;
        this.passes = passes;
    }

    /** The word that stands in the pom. */
    public String keyword() {
        return keyword;
    }

    /** How often each picture goes through the network. */
    public int passes() {
        return passes;
    }
}
