package io.github.tlmaven.weights.torchscript;

import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.engine.EngineSession;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/** The small networks of the resources' folder {@code torchscript}, whose README says what each is. */
final class TorchScriptFiles {

    /** The batches that they are opened for. */
    static final Shape PICTURES = new Shape(4, 3, 8, 8);

    private TorchScriptFiles() {}

    static Path file(String name) {
        URL url = TorchScriptFiles.class.getClassLoader().getResource("torchscript/" + name);
        try {
            return Path.of(Objects.requireNonNull(url, name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static TorchScriptNetwork open(EngineSession session, Path file) {
        return TorchScriptNetwork.open(TorchScriptArchive.open(file), PICTURES, session.newManager());
    }
}
