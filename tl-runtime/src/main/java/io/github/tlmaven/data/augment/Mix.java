package io.github.tlmaven.data.augment;

import io.github.tlmaven.data.Geometry.Region;
import io.github.tlmaven.data.RgbImage;
import java.util.Optional;

/**
 * How a picture is combined with another one.
 *
 * @param partner index of the other one in the training part; it may be the picture itself
 * @param share   weight of the picture's own target, in [0, 1]; the partner's target has the rest
 * @param box     what is taken from the partner (CutMix); absent where all pixels are weighted means (mixup)
 */
public record Mix(int partner, double share, Optional<Region> box) {

    /** Checks the ranges. */
    public Mix {
        if (partner < 0 || !(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("not a mix: partner " + partner + ", share " + share);
        }
    }

    /**
     * Combines the pixels.
     *
     * @param own     H×W×C floats of the picture; the result comes here
     * @param partner as many of the partner, augmented and normalised in the same way
     * @param width   W, in pixels
     */
    public void pixels(float[] own, float[] partner, int width) {
        if (own.length != partner.length || own.length % (width * RgbImage.CHANNELS) != 0) {
            throw new IllegalArgumentException(
                    own.length + " and " + partner.length + " floats, for rows of " + width + " pixels");
        }
        if (box.isEmpty()) {
            average(own, partner);
            return;
        }
        Region region = box.get();
        for (int y = region.top(); y < region.top() + region.height(); y++) {
            int at = (y * width + region.left()) * RgbImage.CHANNELS;
            System.arraycopy(partner, at, own, at, region.width() * RgbImage.CHANNELS);
        }
    }

    /**
     * The soft target: {@code share} on the picture's class and the rest on the partner's.
     *
     * @param label        class of the picture
     * @param partnerLabel class of the partner
     * @param classes      how many there are
     */
    public float[] target(int label, int partnerLabel, int classes) {
        float[] target = new float[classes];
        target[label] += (float) share;
        target[partnerLabel] += (float) (1 - share);
        return target;
    }

    private void average(float[] own, float[] partner) {
        float mine = (float) share;
        float others = (float) (1 - share);
        for (int i = 0; i < own.length; i++) {
            own[i] = own[i] * mine + partner[i] * others;
        }
    }
}
