package io.github.tlmaven.weights;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Recognises by their first bytes what people hand over in place of a safetensors file. */
public final class ForeignFormat {

    private static final Map<String, String> BY_FIRST_BYTES = new LinkedHashMap<>();

    static {
        BY_FIRST_BYTES.put("PK\u0003\u0004", "a zip, so perhaps a PyTorch checkpoint (.pth, .pt)");
        BY_FIRST_BYTES.put("PK", "an empty or split zip");
        BY_FIRST_BYTES.put("\u0080", "a pickle that torch.save did not write");
        BY_FIRST_BYTES.put("\u0089HDF", "HDF5, as Keras writes it");
        BY_FIRST_BYTES.put("\u0093NUMPY", "an array of NumPy");
        BY_FIRST_BYTES.put("GGUF", "GGUF");
        BY_FIRST_BYTES.put("\u001F\u008B", "gzip; unpack it first");
        BY_FIRST_BYTES.put("DJL@", "parameters of DJL");
        BY_FIRST_BYTES.put("version ", "a text that stands in for a large file in Git; fetch it with 'git lfs pull'");
        BY_FIRST_BYTES.put("<", "a web page");
    }

    private ForeignFormat() {}

    /** What the file seems to be instead, as the end of a sentence; empty if nothing is recognised. */
    public static String hint(ByteBuffer start) {
        String text = StandardCharsets.ISO_8859_1.decode(start.duplicate()).toString();
        return BY_FIRST_BYTES.entrySet().stream()
                .filter(entry -> text.startsWith(entry.getKey()))
                .map(entry -> "; it begins like " + entry.getValue())
                .findFirst()
                .orElse("");
    }
}
