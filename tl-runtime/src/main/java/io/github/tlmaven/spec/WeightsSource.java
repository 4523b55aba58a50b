package io.github.tlmaven.spec;

import io.github.tlmaven.digest.Sha256;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where the numbers come from that a network starts with: one of the forms that the pom's {@code <weights>} takes. */
public sealed interface WeightsSource {

    /** The text that stands in the pom; {@code default} where nothing does. */
    String text();

    /** The digest that a user asks of the file; only an {@link OwnFile} has one. */
    default Optional<String> sha256() {
        return Optional.empty();
    }

    /** A file that the pom names itself: what it holds, and its names and preprocessing, are the user's matter. */
    sealed interface OwnFile extends WeightsSource permits LocalFile, Artifact, Url, DjlZoo {
        /** 64 hexadecimal digits in lower case. */
        @Override
        Optional<String> sha256();
    }

    /** What the catalogue names for the model: a set inside this library where there is one, else a published set. */
    record Default() implements WeightsSource {
        static final String TEXT = "default";

        @Override
        public String text() {
            return TEXT;
        }
    }

    /**
     * A published set by its name.
     *
     * @param set as torchvision spells it, such as {@code IMAGENET1K_V2}
     */
    record Published(String set) implements WeightsSource {
        /** What tells a set's name from a file's. */
        static final Pattern FORM = Pattern.compile("[A-Z0-9_]+");

        /** Checks the form. */
        public Published {
            Checks.require(FORM.matcher(set).matches(), "weights", set, "upper-case letters, digits and '_'");
        }

        @Override
        public String text() {
            return set;
        }
    }

    /** Random numbers, as a network that was never trained. */
    record None() implements WeightsSource {
        static final String TEXT = "none";

        @Override
        public String text() {
            return TEXT;
        }
    }

    /**
     * A file: a state dict as safetensors or PyTorch's own, or TorchScript.
     *
     * @param path   relative to the project's base directory unless absolute
     * @param sha256 digest that the file must have, if one is asked for
     */
    record LocalFile(String path, Optional<String> sha256) implements OwnFile {
        /** Checks the digest, and that the text is not read as one of the other forms. */
        public LocalFile {
            Checks.require(WeightsText.isPath(path), "weights", path, "a path");
            checkDigest(sha256);
        }

        /** A file of which no digest is asked. */
        public LocalFile(String path) {
            this(path, Optional.empty());
        }

        @Override
        public String text() {
            return path;
        }
    }

    /**
     * A file in a Maven repository.
     *
     * @param coordinates {@code groupId:artifactId:version[:classifier]:type}
     * @param sha256      digest that the file must have, if one is asked for
     */
    record Artifact(String coordinates, Optional<String> sha256) implements OwnFile {
        /** Four or five parts without white space; a drive's letter has a slash behind its colon. */
        static final Pattern FORM = Pattern.compile("[^:/\\\\\\s]+(:[^:/\\\\\\s]+){3,4}");

        /** Checks the form and the digest. */
        public Artifact {
            Checks.require(
                    FORM.matcher(coordinates).matches(),
                    "artifact",
                    coordinates,
                    "groupId:artifactId:version[:classifier]:type");
            checkDigest(sha256);
        }

        /** An artifact of which no digest is asked. */
        public Artifact(String coordinates) {
            this(coordinates, Optional.empty());
        }

        @Override
        public String text() {
            return coordinates;
        }
    }

    /**
     * A file on the network.
     *
     * @param uri    http or https
     * @param sha256 digest that the file must have; without it nothing is used, and the digest found is named
     */
    record Url(URI uri, Optional<String> sha256) implements OwnFile {
        /** Checks scheme and digest. */
        public Url {
            Checks.require(isHttp(uri), "weights", uri, "an address that begins with https:// or http://");
            checkDigest(sha256);
        }

        static boolean isHttp(URI uri) {
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            return (scheme.equals("https") || scheme.equals("http")) && uri.getHost() != null;
        }

        @Override
        public String text() {
            return uri.toString();
        }
    }

    /**
     * A model of DJL's zoo.
     *
     * @param uri    {@code djl://groupId/artifactId[/version[/name]]}
     * @param sha256 digest that the network's file must have, if one is asked for
     */
    record DjlZoo(URI uri, Optional<String> sha256) implements OwnFile {
        static final String FORM = "djl://groupId/artifactId[/version[/name]]";

        private static final String SCHEME = "djl";

        /** One to three names behind the group's. */
        private static final Pattern NAMES = Pattern.compile("(/[^/]+){1,3}");

        /** Checks the form and the digest. */
        public DjlZoo {
            Checks.require(isModel(uri), "weights", uri, FORM);
            checkDigest(sha256);
        }

        /** A model of which no digest is asked. */
        public DjlZoo(URI uri) {
            this(uri, Optional.empty());
        }

        static boolean isModel(URI uri) {
            return SCHEME.equals(uri.getScheme())
                    && uri.getHost() != null
                    && NAMES.matcher(uri.getPath()).matches();
        }

        @Override
        public String text() {
            return uri.toString();
        }
    }

    private static void checkDigest(Optional<String> sha256) {
        sha256.ifPresent(Sha256::new); // which refuses any other form
    }
}
