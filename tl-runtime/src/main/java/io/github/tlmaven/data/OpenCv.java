package io.github.tlmaven.data;

import org.opencv.core.Core;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.imgcodecs.Imgcodecs;

/** The only toucher of OpenCV: loads its library once, and decodes into plain arrays. Safe for several threads. */
final class OpenCv {

    private static final int COLOUR = Imgcodecs.IMREAD_COLOR | Imgcodecs.IMREAD_IGNORE_ORIENTATION;

    private static boolean loaded;

    private OpenCv() {}

    /**
     * Samples as the file holds them, in OpenCV's order of channels (grey, BGR or BGRA).
     *
     * @param channels 1, 3 or 4
     * @param samples  height × width × channels values, each 0…255 or, where {@code deep}, 0…65535
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and gone before the next picture is read
    record Samples(int width, int height, int channels, boolean deep, short[] samples) {}

    /**
     * Decodes to blue, green and red, 8 bits each.
     *
     * @throws CorruptPictureException if OpenCV refuses the file
     */
    static RgbImage decodeColour(byte[] file) throws CorruptPictureException {
        Mat decoded = decode(file, COLOUR);
        try {
            byte[] bytes = new byte[decoded.rows() * decoded.cols() * RgbImage.CHANNELS];
            decoded.get(0, 0, bytes);
            for (int i = 0; i < bytes.length; i += RgbImage.CHANNELS) {
                byte blue = bytes[i];
                bytes[i] = bytes[i + 2];
                bytes[i + 2] = blue;
            }
            return new RgbImage(decoded.cols(), decoded.rows(), bytes);
        } finally {
            decoded.release();
        }
    }

    /**
     * Decodes without changing channels or depth.
     *
     * @throws CorruptPictureException if OpenCV refuses the file
     */
    static Samples decodeUnchanged(byte[] file) throws CorruptPictureException {
        Mat decoded = decode(file, Imgcodecs.IMREAD_UNCHANGED);
        try {
            boolean deep = decoded.depth() == CvType.CV_16U;
            short[] samples = new short[decoded.rows() * decoded.cols() * decoded.channels()];
            if (deep) {
                decoded.get(0, 0, samples);
            } else {
                byte[] bytes = new byte[samples.length];
                decoded.get(0, 0, bytes);
                for (int i = 0; i < bytes.length; i++) {
                    samples[i] = (short) (bytes[i] & 0xFF);
                }
            }
            return new Samples(decoded.cols(), decoded.rows(), decoded.channels(), deep, samples);
        } finally {
            decoded.release();
        }
    }

    private static synchronized void load() {
        if (loaded) {
            return;
        }
        OpenCvLibrary.load();
        // Parallelism is the callers': one picture a thread.
        Core.setNumThreads(1);
        loaded = true;
    }

    private static Mat decode(byte[] file, int flags) throws CorruptPictureException {
        load();
        MatOfByte encoded = new MatOfByte(file);
        try {
            Mat decoded = Imgcodecs.imdecode(encoded, flags);
            if (decoded.empty()) {
                throw new CorruptPictureException("the file's picture cannot be decoded");
            }
            return decoded;
        } catch (CvException e) {
            throw new CorruptPictureException("the file's picture cannot be decoded: " + e.getMessage(), e);
        } finally {
            encoded.release();
        }
    }
}
