package io.github.tlmaven.spec;

/** Fixed forms of each picture over which evaluation averages the predicted probabilities. */
public enum TestTimeAugmentation {
    /** The picture as it is: one form. */
    NONE("none"),
    /** The picture and its mirror image: two forms. */
    FLIPS("flips"),
    /** The four corners and the centre of the resized picture, torchvision's {@code FiveCrop}: five forms. */
    FIVE_CROPS("five-crops");

    private final String keyword;

    TestTimeAugmentation(String keyword) {
        this.keyword = keyword;
    }

    /** The word that stands in the pom's {@code <testTimeAugmentation>}. */
    public String keyword() {
        return keyword;
    }
}
