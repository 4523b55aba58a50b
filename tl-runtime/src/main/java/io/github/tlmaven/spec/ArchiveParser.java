package io.github.tlmaven.spec;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code <zip>}, {@code <artifact>} and {@code <sha256>} of a dataset. */
final class ArchiveParser {

    static final String ZIP = "zip";
    static final String ARTIFACT = "artifact";

    /** The folder that holds all of an archive. */
    static final String ROOT = ".";

    private static final Pattern SHORT_COORDINATES = Pattern.compile("[^:/\\\\\\s]+(:[^:/\\\\\\s]+){2}");

    private ArchiveParser() {}

    static boolean isGiven(Section dataset) {
        return dataset.has(ZIP) || dataset.has(ARTIFACT);
    }

    static Optional<DatasetArchive> parse(Section dataset) {
        if (!isGiven(dataset)) {
            dataset.refuse(DigestParser.SHA256, "without <zip> or <artifact>");
            return Optional.empty();
        }
        if (dataset.has(ZIP)) {
            dataset.refuse(ARTIFACT, "beside <zip>");
            return dataset.text(ZIP).map(path -> new DatasetArchive.Zip(path, DigestParser.parse(dataset)));
        }
        return dataset.text(ARTIFACT).flatMap(text -> artifact(dataset, text));
    }

    private static Optional<DatasetArchive> artifact(Section dataset, String text) {
        String whole = SHORT_COORDINATES.matcher(text).matches() ? text + ":" + ZIP : text;
        if (!WeightsSource.Artifact.FORM.matcher(whole).matches()) {
            dataset.problem(
                    ARTIFACT,
                    "must be groupId:artifactId:version[[:classifier]:type], where the type is zip unless given, was "
                            + Section.quoted(text));
            return Optional.empty();
        }
        return Optional.of(new DatasetArchive.Artifact(new WeightsSource.Artifact(whole, DigestParser.parse(dataset))));
    }

    /** Notes a path of a dataset that does not stay inside of its archive. */
    static void requireInside(Section dataset, String element, String path) {
        if (leadsOut(path)) {
            dataset.problem(element, "must be a path inside of the archive, was " + Section.quoted(path));
        }
    }

    private static boolean leadsOut(String text) {
        try {
            Path path = Path.of(text).normalize();
            return path.isAbsolute() || path.startsWith("..");
        } catch (InvalidPathException e) {
            return true;
        }
    }
}
