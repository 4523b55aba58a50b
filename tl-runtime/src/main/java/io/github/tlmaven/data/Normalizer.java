package io.github.tlmaven.data;

import io.github.tlmaven.spec.Preprocessing;
import java.nio.FloatBuffer;
import java.util.List;

/** Scales and normalises bytes in float arithmetic, as torchvision's {@code ToTensor} and {@code Normalize} do. */
final class Normalizer {

    private static final int BYTE_VALUES = 256;
    private static final float BYTE_MAX = 255f;

    /** One table a channel, since only 256 bytes are possible. */
    private final float[][] tables = new float[RgbImage.CHANNELS][];

    Normalizer(Preprocessing preprocessing) {
        for (int channel = 0; channel < tables.length; channel++) {
            tables[channel] = table(preprocessing.mean(), preprocessing.std(), channel);
        }
    }

    private static float[] table(List<Double> means, List<Double> stds, int channel) {
        float mean = means.get(channel).floatValue();
        float std = stds.get(channel).floatValue();
        float[] table = new float[BYTE_VALUES];
        for (int value = 0; value < BYTE_VALUES; value++) {
            table[value] = (value / BYTE_MAX - mean) / std;
        }
        return table;
    }

    /** Appends height × width × 3 floats at the target's position. */
    void write(RgbImage picture, FloatBuffer target) {
        byte[] rgb = picture.rgb();
        float[] red = tables[0];
        float[] green = tables[1];
        float[] blue = tables[2];
        float[] floats = new float[rgb.length];
        for (int i = 0; i < rgb.length; i += RgbImage.CHANNELS) {
            floats[i] = red[rgb[i] & 0xFF];
            floats[i + 1] = green[rgb[i + 1] & 0xFF];
            floats[i + 2] = blue[rgb[i + 2] & 0xFF];
        }
        target.put(floats);
    }
}
