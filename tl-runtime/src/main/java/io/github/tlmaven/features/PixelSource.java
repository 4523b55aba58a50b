package io.github.tlmaven.features;

import io.github.tlmaven.digest.Sha256;
import java.nio.FloatBuffer;

/** One input of a network: a picture as evaluation sees it, or one of its augmented views. */
public interface PixelSource {

    /** Digest of the file's bytes and of all that is done to them at random; rows of the store are found by it. */
    Sha256 key();

    /** Writes H×W×3 normalised values at the buffer's position. */
    void write(FloatBuffer target);

    /**
     * The same values in an array of their own.
     *
     * @param floats how many they are, H · W · 3
     */
    default float[] pixels(int floats) {
        float[] pixels = new float[floats];
        write(FloatBuffer.wrap(pixels));
        return pixels;
    }
}
