package io.github.tlmaven.report.files;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.spec.AtomicFile;
import io.github.tlmaven.spec.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code dataset.json}: the pictures that the last run was about.
 *
 * @param archives that they were unpacked from
 * @param classes  names in the order of the network's outputs
 * @param pictures numbers by part of the dataset or evaluation set, one for each class
 * @param ignored  files that are no pictures or lie outside of every class
 * @param licences files beside the pictures that say how they may be used
 */
public record DatasetFile(
        List<Archive> archives,
        List<String> classes,
        Map<String, List<Long>> pictures,
        long ignored,
        List<Licence> licences) {

    /** Copies the collections and checks that each set has a number for each class. */
    public DatasetFile {
        archives = List.copyOf(archives);
        classes = List.copyOf(classes);
        Map<String, List<Long>> copy = new LinkedHashMap<>();
        for (Map.Entry<String, List<Long>> each : pictures.entrySet()) {
            copy.put(each.getKey(), List.copyOf(each.getValue()));
            ResultFile.require(
                    each.getValue().size() == classes.size(),
                    "pictures." + each.getKey() + " must have " + classes.size() + " numbers, has "
                            + each.getValue().size());
        }
        pictures = ResultFile.ordered(copy);
        licences = List.copyOf(licences);
    }

    /**
     * A zip.
     *
     * @param set    {@code dataset}, or the evaluation set that it holds
     * @param name   as the pom has it
     * @param sha256 of the file
     */
    public record Archive(String set, String name, String sha256) {}

    /**
     * A file that says how pictures may be used.
     *
     * @param file   its name
     * @param sha256 of it
     * @param lines  the first ones
     */
    public record Licence(String file, String sha256, List<String> lines) {
        /** Copies the list. */
        public Licence {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Reads a file.
     *
     * @throws DataException if it is missing or damaged; says which goal makes it
     */
    public static DatasetFile read(Path file) {
        return ResultFile.read(file, ResultFile.EVALUATION, DatasetFile::parse);
    }

    /** Writes the file whole or not at all. */
    public void write(Path file) {
        AtomicFile.write(file, toText());
    }

    /** The file's content. */
    public String toText() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("archives", archives.stream().map(DatasetFile::members).toList());
        document.put("classes", classes);
        document.put("pictures", pictures);
        document.put("ignored", ignored);
        List<Map<String, Object>> files = new ArrayList<>();
        for (Licence licence : licences) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("file", licence.file());
            members.put("sha256", licence.sha256());
            members.put("lines", licence.lines());
            files.add(members);
        }
        document.put("licences", files);
        return Json.write(document);
    }

    private static Map<String, Object> members(Archive archive) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("set", archive.set());
        members.put("name", archive.name());
        members.put("sha256", archive.sha256());
        return members;
    }

    private static DatasetFile parse(String text) throws Json.MalformedException {
        Members document = Members.read(text);
        Members numbers = document.object("pictures");
        Map<String, List<Long>> pictures = new LinkedHashMap<>();
        numbers.members().keySet().forEach(set -> pictures.put(set, numbers.wholes(set)));
        return new DatasetFile(
                document.objects("archives").stream()
                        .map(each -> new Archive(each.text("set"), each.text("name"), each.text("sha256")))
                        .toList(),
                document.texts("classes"),
                pictures,
                document.whole("ignored"),
                document.objects("licences").stream()
                        .map(each -> new Licence(each.text("file"), each.text("sha256"), each.texts("lines")))
                        .toList());
    }
}
