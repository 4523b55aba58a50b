package io.github.tlmaven.spec;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the pom's {@code <device>}. */
final class DeviceRequests {

    /** What may be written, for messages. */
    static final String FORM = "auto, cpu, gpu or gpu:N (N counted from 0)";

    private static final Pattern GPU = Pattern.compile("gpu(?::(\\d{1,4}))?");

    private DeviceRequests() {}

    static Optional<DeviceRequest> parse(String text) {
        Matcher gpu = GPU.matcher(text);
        if (text.equals("auto")) {
            return Optional.of(new DeviceRequest.Auto());
        } else if (text.equals("cpu")) {
            return Optional.of(new DeviceRequest.Cpu());
        } else if (gpu.matches()) {
            String index = gpu.group(1);
            return Optional.of(new DeviceRequest.Gpu(index == null ? 0 : Integer.parseInt(index)));
        }
        return Optional.empty();
    }
}
