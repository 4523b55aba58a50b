package io.github.tlmaven.spec;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells the forms of {@code <weights>} apart by their text alone. */
final class WeightsText {

    /** What a file may be named by, for messages. */
    static final String FILE_FORMS = "a path, groupId:artifactId:version[:classifier]:type or https://…";

    /** Two letters at least: one alone is a drive. */
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://.*", Pattern.DOTALL);

    /** Colons and no slash: meant as coordinates, whether or not they are complete. */
    private static final Pattern COORDINATES = Pattern.compile("[^:/\\\\]+(:[^:/\\\\]*){2,}");

    private static final String DJL = "djl:";
    private static final Pattern HTTP = Pattern.compile("https?://.*", Pattern.DOTALL);

    private WeightsText() {}

    /** What is wrong with a text that is none of the forms; nothing where it is one. */
    static Optional<String> problem(String text) {
        if (ADDRESS.matcher(text).matches()) {
            return addressProblem(text);
        }
        boolean coordinates = COORDINATES.matcher(text).matches();
        return coordinates && !WeightsSource.Artifact.FORM.matcher(text).matches()
                ? Optional.of(
                        "must be groupId:artifactId:version[:classifier]:type to name a file in a Maven repository")
                : Optional.empty();
    }

    private static Optional<String> addressProblem(String text) {
        try {
            URI uri = new URI(text);
            if (WeightsSource.Url.isHttp(uri) || WeightsSource.DjlZoo.isModel(uri)) {
                return Optional.empty();
            }
            if (text.startsWith(DJL)) {
                return Optional.of("must be " + WeightsSource.DjlZoo.FORM);
            }
            return Optional.of(
                    HTTP.matcher(text).matches()
                            ? "must name a host, as https://host/file"
                            : "must be " + FILE_FORMS + " to name a file, or " + WeightsSource.DjlZoo.FORM);
        } catch (URISyntaxException e) {
            return Optional.of("must be an address (" + e.getReason() + ")");
        }
    }

    /**
     * The source that a text names.
     *
     * @param sha256 kept where the form has a place for it
     * @throws IllegalArgumentException if it is none of the forms
     */
    static WeightsSource source(String text, Optional<String> sha256) {
        if (text.equals(WeightsSource.Default.TEXT)) {
            return new WeightsSource.Default();
        }
        if (text.equals(WeightsSource.None.TEXT)) {
            return new WeightsSource.None();
        }
        if (WeightsSource.Published.FORM.matcher(text).matches()) {
            return new WeightsSource.Published(text);
        }
        if (ADDRESS.matcher(text).matches()) {
            URI uri = URI.create(text);
            return text.startsWith(DJL) ? new WeightsSource.DjlZoo(uri, sha256) : new WeightsSource.Url(uri, sha256);
        }
        return WeightsSource.Artifact.FORM.matcher(text).matches()
                ? new WeightsSource.Artifact(text, sha256)
                : new WeightsSource.LocalFile(text, sha256);
    }

    /** Whether a text is none of the forms that are recognised by how they look, and so a path. */
    static boolean isPath(String text) {
        return !text.isBlank()
                && !text.equals(WeightsSource.Default.TEXT)
                && !text.equals(WeightsSource.None.TEXT)
                && !WeightsSource.Published.FORM.matcher(text).matches()
                && !ADDRESS.matcher(text).matches()
                && !COORDINATES.matcher(text).matches();
    }
}
