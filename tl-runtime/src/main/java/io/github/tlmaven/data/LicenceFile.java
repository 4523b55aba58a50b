package io.github.tlmaven.data;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.DataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file beside pictures that says under which terms they may be used.
 *
 * @param name   relative to the folder it was found in, with '/'
 * @param digest of the file
 * @param lines  its first lines that hold something
 */
public record LicenceFile(String name, Sha256 digest, List<String> lines) {

    /** What such files are called, whatever follows. */
    private static final Pattern NAMES =
            Pattern.compile("(licen[cs]e|copying|copyright|notice|data\\.md|readme).*", Pattern.CASE_INSENSITIVE);

    private static final int MOST_FILES = 10;
    private static final int MOST_LINES = 5;
    private static final int LONGEST_LINE = 200;

    /** Copies the list. */
    public LicenceFile {
        lines = List.copyOf(lines);
    }

    /**
     * Looks for such files.
     *
     * @param depth how many folders deep: 1 for the folder itself
     * @return at most ten, in order of code points of their names
     * @throws DataException if the folder cannot be read
     */
    public static List<LicenceFile> find(Path folder, int depth) {
        try (Stream<Path> files = Files.find(
                folder,
                depth,
                (file, attributes) -> attributes.isRegularFile()
                        && NAMES.matcher(file.getFileName().toString()).matches())) {
            List<LicenceFile> found = new ArrayList<>();
            List<Path> sorted = files.sorted(Comparator.comparing(Path::toString, Names.BY_CODE_POINT))
                    .limit(MOST_FILES)
                    .toList();
            for (Path file : sorted) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                found.add(new LicenceFile(name, Sha256.of(file), firstLines(file)));
            }
            return found;
        } catch (IOException | UncheckedIOException e) {
            throw new DataException(
                    "Cannot look for licence files in " + folder + ": " + e,
                    "make the folder and its files readable.",
                    e);
        }
    }

    /** Bytes that are no UTF-8 are replaced: the text is only shown. */
    private static List<String> firstLines(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null && lines.size() < MOST_LINES; line = reader.readLine()) {
                String text = line.strip();
                if (!text.isEmpty()) {
                    lines.add(text.length() <= LONGEST_LINE ? text : text.substring(0, LONGEST_LINE) + "…");
                }
            }
        }
        return lines;
    }
}
