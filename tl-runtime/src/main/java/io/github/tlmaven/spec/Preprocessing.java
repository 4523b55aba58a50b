package io.github.tlmaven.spec;

import java.util.List;

/**
 * How a picture becomes a network's input: the short side resized, the centre cut out, bytes scaled to 0…1 and
 * normalised by channel. It belongs to a set of weights, not to an architecture.
 *
 * @param resize        length of the short side after resizing, in pixels
 * @param interpolation of the resize; always antialiased, as PIL does it
 * @param crop          side of the square that is cut out, in pixels; the network's input is crop × crop
 * @param mean          of red, green and blue, on the scale 0…1
 * @param std           of red, green and blue, on the scale 0…1
 */
public record Preprocessing(int resize, Interpolation interpolation, int crop, List<Double> mean, List<Double> std) {

    /** Red, green and blue. */
    public static final int CHANNELS = 3;

    /** Copies the lists and checks the ranges. */
    public Preprocessing {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        Checks.require(resize >= 1, "resize", resize, "1 or more");
        Checks.require(crop >= 1, "crop", crop, "1 or more");
        requireChannels("mean", mean);
        requireChannels("std", std);
        std.forEach(value -> Checks.positive("std", value));
    }

    static void requireChannels(String name, List<Double> numbers) {
        Checks.require(numbers.size() == CHANNELS, name, numbers, "three numbers");
    }

    /** Filter of a resize. */
    public enum Interpolation {
        /** Triangle filter. */
        BILINEAR("bilinear"),
        /** Cubic convolution with a = -0.5. */
        BICUBIC("bicubic");

        private final String keyword;

        Interpolation(String keyword) {
            this.keyword = keyword;
        }

        /** The word that torchvision uses. */
        public String keyword() {
            return keyword;
        }
    }
}
