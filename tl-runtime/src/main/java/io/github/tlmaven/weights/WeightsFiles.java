package io.github.tlmaven.weights;

import io.github.tlmaven.failure.WeightsException;
import java.nio.file.Path;

/** Opens weights of any format that is read, which it recognises by content, whatever the file is called. */
public final class WeightsFiles {

    private static final int ZIP_START = 0x04034b50;

    private WeightsFiles() {}

    /**
     * Opens a safetensors file or a state dict of torch.
     *
     * @throws WeightsException if the file cannot be read, is of another format, is damaged, or names what may not be read
     */
    public static WeightsFile open(Path file) {
        return of(MappedFile.of(file.toString(), FileMapping.open(file)));
    }

    static WeightsFile of(MappedFile file) {
        FileMapping content = file.content();
        try {
            if (isZip(content)) {
                return TorchCheckpoint.of(file, zip(content).read());
            }
            if (LegacyCheckpoint.recognises(content)) {
                return TorchCheckpoint.of(file, LegacyCheckpoint.read(content));
            }
        } catch (UnreadableException e) {
            throw failure(file.origin(), e);
        }
        return SafetensorsFile.of(file);
    }

    private static ZipCheckpoint zip(FileMapping mapping) throws UnreadableException {
        ZipCheckpoint zip = ZipCheckpoint.open(mapping);
        if (zip.isTorchScript()) {
            throw new UnreadableException(
                    "an archive of TorchScript: a network with its code, not a state dict",
                    "name it where <model> is torchscript, or save model.state_dict() with torch.save.");
        }
        return zip;
    }

    private static boolean isZip(FileMapping mapping) {
        return mapping.size() >= Integer.BYTES
                && mapping.window(0, Integer.BYTES).getInt() == ZIP_START;
    }

    private static WeightsException failure(String origin, UnreadableException cause) {
        return new WeightsException("Cannot read weights " + origin + ": " + cause.getMessage(), cause.fix(), cause);
    }
}
