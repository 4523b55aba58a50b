package io.github.tlmaven.spec;

/** What a user wants to compute on: {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}. */
public sealed interface DeviceRequest {

    /** The text that stands in the pom's {@code <device>}. */
    String text();

    /** The first GPU where there is one, else the CPU. */
    record Auto() implements DeviceRequest {
        @Override
        public String text() {
            return "auto";
        }
    }

    /** The CPU. */
    record Cpu() implements DeviceRequest {
        @Override
        public String text() {
            return "cpu";
        }
    }

    /**
     * A GPU, and an error where it is absent.
     *
     * @param index counted from 0
     */
    record Gpu(int index) implements DeviceRequest {
        /** Checks the index. */
        public Gpu {
            Checks.require(index >= 0, "gpu index", index, "0 or more");
        }

        @Override
        public String text() {
            return index == 0 ? "gpu" : "gpu:" + index;
        }
    }
}
