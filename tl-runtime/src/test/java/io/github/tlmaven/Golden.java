package io.github.tlmaven;

import io.github.tlmaven.spec.Json;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * Values that the reference implementations computed. They lie in the tests' resources; with the system property
 * {@code golden.dir} set, another folder of the same layout is read instead, and a test whose file it lacks is skipped.
 */
public final class Golden {

    private static final String FOLDER_PROPERTY = "golden.dir";
    private static final String WEIGHTS = "weights/";

    private Golden() {}

    /**
     * Where a file lies, if it is there.
     *
     * @param name relative to the folder, such as {@code pictures.json}; names that begin with {@code weights/} are
     *     also looked for beside the folder
     */
    public static Optional<Path> file(String name) {
        String folder = System.getProperty(FOLDER_PROPERTY, "");
        if (folder.isBlank()) {
            return resource(name.startsWith(WEIGHTS) ? name : "golden/" + name);
        }
        Path inside = Path.of(folder).toAbsolutePath().resolve(name);
        if (Files.exists(inside) || !name.startsWith(WEIGHTS)) {
            return Optional.of(inside).filter(Files::exists);
        }
        return Optional.of(Path.of(folder).toAbsolutePath().resolveSibling(name))
                .filter(Files::exists);
    }

    /** Where a file lies; skips the calling test where the folder lacks it. */
    public static Path require(String name) {
        Optional<Path> file = file(name);
        Assumptions.assumeTrue(file.isPresent(), () -> "skipped: no golden file " + name);
        return file.orElseThrow();
    }

    /** The document in a file; skips the calling test where the folder lacks it. */
    public static Map<String, @Nullable Object> json(String name) {
        Path file = require(name);
        try {
            return Json.readObject(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException | Json.MalformedException e) {
            throw new IllegalStateException("cannot read " + file, e);
        }
    }

    /** A member of a document; skips the calling test where it is absent. */
    public static Object member(Map<String, @Nullable Object> parent, String name) {
        Object value = parent.get(name);
        Assumptions.assumeTrue(value != null, () -> "skipped: no golden value " + name);
        return value;
    }

    private static Optional<Path> resource(String name) {
        URL url = Golden.class.getClassLoader().getResource(name);
        if (url == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(url.toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("not a path: " + url, e);
        }
    }
}
