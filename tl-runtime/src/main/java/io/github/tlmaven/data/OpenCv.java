package io.github.tlmaven.data;

import org.opencv.core.Core;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.imgcodecs.Imgcodecs;

/** The only toucher of OpenCV: loads its library once, and hands out PNG and WebP files' samples. Safe for several threads. */
final class OpenCv {

    private static boolean loaded;

    private OpenCv() {}

    /** Samples as the file holds them, in native memory until closed; OpenCV's order of channels (grey, BGR or BGRA). */
    static final class Samples implements AutoCloseable {

        private final Mat decoded;
        private final byte[] bytes;
        private final short[] words;

        private Samples(Mat decoded) {
            this.decoded = decoded;
            int row = decoded.cols() * decoded.channels();
            this.bytes = new byte[deep() ? 0 : row];
            this.words = new short[deep() ? row : 0];
        }

        int width() {
            return decoded.cols();
        }

        int height() {
            return decoded.rows();
        }

        /** 1, 3 or 4. */
        int channels() {
            return decoded.channels();
        }

        /** Whether samples are 0…65535 instead of 0…255. */
        boolean deep() {
            return decoded.depth() == CvType.CV_16U;
        }

        /** Copies a row of width × channels samples. */
        void row(int y, int[] target) {
            if (deep()) {
                decoded.get(y, 0, words);
                for (int i = 0; i < words.length; i++) {
                    target[i] = words[i] & 0xFFFF;
                }
            } else {
                decoded.get(y, 0, bytes);
                for (int i = 0; i < bytes.length; i++) {
                    target[i] = bytes[i] & 0xFF;
                }
            }
        }

        @Override
        public void close() {
            decoded.release();
        }
    }

    /**
     * Decodes without changing channels or depth.
     *
     * @throws CorruptPictureException if OpenCV refuses the file
     */
    static Samples decodeUnchanged(byte[] file) throws CorruptPictureException {
        return new Samples(decode(file));
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

    private static Mat decode(byte[] file) throws CorruptPictureException {
        load();
        MatOfByte encoded = new MatOfByte(file);
        try {
            Mat decoded = Imgcodecs.imdecode(encoded, Imgcodecs.IMREAD_UNCHANGED);
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
