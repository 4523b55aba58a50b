package io.github.tlmaven.spec;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where the numbers come from that a network starts with: one of the forms that the pom's {@code <weights>} takes. */
public sealed interface WeightsSource {

    /** The text that stands in the pom; {@code default} where nothing does. */
    String text();

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
     * @param path relative to the project's base directory unless absolute
     */
    record LocalFile(String path) implements WeightsSource {
        @Override
        public String text() {
            return path;
        }
    }

    /**
     * A file in a Maven repository.
     *
     * @param coordinates {@code groupId:artifactId:version[:classifier]:type}
     */
    record Artifact(String coordinates) implements WeightsSource {
        /** Three to five parts without white space; a drive's letter has a slash behind its colon. */
        static final Pattern FORM = Pattern.compile("[^:/\\\\\\s]+(:[^:/\\\\\\s]+){3,4}");

        /** Checks the form. */
        public Artifact {
            Checks.require(
                    FORM.matcher(coordinates).matches(),
                    "artifact",
                    coordinates,
                    "groupId:artifactId:version[:classifier]:type");
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
     * @param sha256 digest that the file must have, 64 hexadecimal digits in lower case; without it nothing is used, and
     *               the digest found is named
     */
    record Url(URI uri, Optional<String> sha256) implements WeightsSource {
        static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

        /** Checks scheme and digest. */
        public Url {
            Checks.require(isHttp(uri), "weights", uri, "an address that begins with https:// or http://");
            sha256.ifPresent(digest ->
                    Checks.require(SHA256.matcher(digest).matches(), "sha256", digest, "64 hexadecimal digits"));
        }

        private static boolean isHttp(URI uri) {
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
     * @param uri {@code djl://groupId/artifactId[/version[/name]]}
     */
    record DjlZoo(URI uri) implements WeightsSource {
        static final String SCHEME = "djl";

        /** Checks the scheme. */
        public DjlZoo {
            Checks.require(
                    SCHEME.equals(uri.getScheme()) && uri.getHost() != null,
                    "weights",
                    uri,
                    "djl://groupId/artifactId[/version[/name]]");
        }

        @Override
        public String text() {
            return uri.toString();
        }
    }
}
