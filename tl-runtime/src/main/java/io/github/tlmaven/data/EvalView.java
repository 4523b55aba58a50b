package io.github.tlmaven.data;

import io.github.tlmaven.spec.TestTimeAugmentation;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which part of a resized picture is judged. The geometry is that of torchvision's {@code FiveCrop} and
 * {@code TenCrop}: a mirrored view is cut out of the mirrored picture, so it need not be the mirror image of the view
 * with the same position.
 *
 * @param position of the square in the picture, or in its mirror image
 * @param mirrored whether left and right are swapped before the square is cut out
 */
public record EvalView(Position position, boolean mirrored) {

    /** What validation, and evaluation without test-time augmentation see. */
    public static final EvalView PLAIN = new EvalView(Position.CENTER, false);

    /** Where a square lies, in torchvision's order. */
    public enum Position {
        /** Both offsets are 0. */
        TOP_LEFT,
        /** It ends with the rows. */
        TOP_RIGHT,
        /** It ends with the columns. */
        BOTTOM_LEFT,
        /** It ends with rows and columns. */
        BOTTOM_RIGHT,
        /** As evaluation has it; a half pixel goes to the even neighbour. */
        CENTER;

        /** Column where it begins. */
        int left(int width, int side) {
            return switch (this) {
                case TOP_LEFT, BOTTOM_LEFT -> 0;
                case TOP_RIGHT, BOTTOM_RIGHT -> width - side;
                case CENTER -> Geometry.centered(width, side);
            };
        }

        /** Row where it begins. */
        int top(int height, int side) {
            return switch (this) {
                case TOP_LEFT, TOP_RIGHT -> 0;
                case BOTTOM_LEFT, BOTTOM_RIGHT -> height - side;
                case CENTER -> Geometry.centered(height, side);
            };
        }
    }

    /** The views of a picture, in the order of torchvision's crops. */
    public static List<EvalView> of(TestTimeAugmentation augmentation) {
        return switch (augmentation) {
            case NONE -> List.of(PLAIN);
            case FLIP -> List.of(PLAIN, new EvalView(Position.CENTER, true));
            case FIVE_CROP -> everywhere(false).toList();
            case TEN_CROP -> Stream.concat(everywhere(false), everywhere(true)).toList();
        };
    }

    private static Stream<EvalView> everywhere(boolean mirrored) {
        return Stream.of(Position.values()).map(position -> new EvalView(position, mirrored));
    }

    /** Column of the picture as it stands where the square begins. */
    int left(int width, int side) {
        int left = position.left(width, side);
        return mirrored ? width - side - left : left;
    }

    /** Row where the square begins. */
    int top(int height, int side) {
        return position.top(height, side);
    }
}
