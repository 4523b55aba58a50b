package io.github.tlmaven.data;

import io.github.tlmaven.spec.TestTimeAugmentation;
import java.util.List;

/** One fixed form in which evaluation sees a picture. */
public enum EvaluationVariant {
    /** The picture as evaluation sees it without test-time augmentation. */
    PLAIN("plain"),
    /** Its mirror image. */
    MIRRORED("mirrored"),
    /** The top left corner of the resized picture in place of its centre. */
    TOP_LEFT("top-left"),
    /** The top right corner. */
    TOP_RIGHT("top-right"),
    /** The bottom left corner. */
    BOTTOM_LEFT("bottom-left"),
    /** The bottom right corner. */
    BOTTOM_RIGHT("bottom-right");

    private final String keyword;

    EvaluationVariant(String keyword) {
        this.keyword = keyword;
    }

    /** Tells stored features of the forms apart. */
    public String keyword() {
        return keyword;
    }

    /** The forms whose probabilities are averaged; the plain one comes first. */
    public static List<EvaluationVariant> of(TestTimeAugmentation augmentation) {
        return switch (augmentation) {
            case NONE -> List.of(PLAIN);
            case FLIPS -> List.of(PLAIN, MIRRORED);
            case FIVE_CROPS -> List.of(PLAIN, TOP_LEFT, TOP_RIGHT, BOTTOM_LEFT, BOTTOM_RIGHT);
        };
    }

    /**
     * The square of bytes that becomes the input.
     *
     * @param resized the whole picture, its short side at least as long as the square's
     * @param side    of the square, in pixels
     */
    RgbImage square(RgbImage resized, int side) {
        int right = resized.width() - side;
        int bottom = resized.height() - side;
        return switch (this) {
            case PLAIN -> Geometry.centerCrop(resized, side);
            case MIRRORED -> Geometry.flipHorizontally(Geometry.centerCrop(resized, side));
            case TOP_LEFT -> cut(resized, 0, 0, side);
            case TOP_RIGHT -> cut(resized, right, 0, side);
            case BOTTOM_LEFT -> cut(resized, 0, bottom, side);
            case BOTTOM_RIGHT -> cut(resized, right, bottom, side);
        };
    }

    private static RgbImage cut(RgbImage resized, int left, int top, int side) {
        return Geometry.crop(resized, new Geometry.Region(left, top, side, side));
    }
}
