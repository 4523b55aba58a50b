package io.github.tlmaven.spec;

import io.github.tlmaven.spec.DatasetSpec.Corrupt;
import io.github.tlmaven.spec.DatasetSpec.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code <dataset>}. */
final class DatasetParser {

    static final String DIRECTORY = "directory";

    private static final String DIRECTORIES = "directories";
    private static final String TRAIN = "train";
    private static final String VALIDATION = "validation";
    private static final String TEST = "test";
    private static final String INCLUDES = "includes";
    private static final String EXCLUDES = "excludes";
    private static final String CORRUPT = "corrupt";
    private static final String MAX_CORRUPT = "maxCorrupt";
    private static final String MAX_PIXELS = "maxPixels";
    private static final List<String> FORMS = List.of(DIRECTORY, DIRECTORIES, ManifestParser.MANIFEST, TRAIN);
    private static final List<String> PATHS = List.of(DIRECTORY, ManifestParser.MANIFEST, TRAIN, VALIDATION, TEST);

    private DatasetParser() {}

    static DatasetSpec parse(Section dataset) {
        List<String> allowed = new ArrayList<>(FORMS);
        allowed.addAll(List.of(VALIDATION, TEST, ManifestParser.COLUMNS, INCLUDES, EXCLUDES));
        allowed.addAll(List.of(ArchiveParser.ZIP, ArchiveParser.ARTIFACT, DigestParser.SHA256));
        allowed.addAll(List.of(SplitParser.SPLIT, CORRUPT, MAX_CORRUPT, MAX_PIXELS));
        allowed.add(AuditParser.AUDIT);
        dataset.allow(allowed);
        Optional<DatasetArchive> archive = ArchiveParser.parse(dataset);
        if (ArchiveParser.isGiven(dataset)) {
            PATHS.forEach(
                    name -> dataset.text(name).ifPresent(path -> ArchiveParser.requireInside(dataset, name, path)));
        }
        return new DatasetSpec(source(dataset), filter(dataset), limits(dataset), archive);
    }

    private static Source source(Section dataset) {
        String form = FORMS.stream()
                .filter(name -> !name.equals(DIRECTORY) && dataset.has(name))
                .findFirst()
                .orElse(DIRECTORY);
        if (!form.equals(ManifestParser.MANIFEST)) {
            dataset.refuse(ManifestParser.COLUMNS, "without <manifest>");
        }
        if (!form.equals(TRAIN)) {
            dataset.refuse(VALIDATION, "without <train>");
            dataset.refuse(TEST, "without <train>");
        }
        FORMS.stream()
                .filter(other ->
                        !other.equals(form) && !(form.equals(ManifestParser.MANIFEST) && other.equals(DIRECTORY)))
                .forEach(other -> dataset.refuse(other, "beside <" + form + ">"));
        return switch (form) {
            case TRAIN -> parts(dataset);
            case DIRECTORIES -> new DatasetSpec.Split(directories(dataset), new SplitParser(dataset, false).all());
            case ManifestParser.MANIFEST ->
                new DatasetSpec.Manifest(ManifestParser.parse(dataset), new SplitParser(dataset, true).all());
            default -> new DatasetSpec.Split(List.of(directory(dataset)), new SplitParser(dataset, false).all());
        };
    }

    private static String directory(Section dataset) {
        return ArchiveParser.isGiven(dataset)
                ? dataset.text(DIRECTORY).orElse(ArchiveParser.ROOT)
                : dataset.required(
                        DIRECTORY,
                        "name the folder with one folder of pictures for each class, or name <train> and <test>, or a"
                                + " <manifest>");
    }

    private static List<String> directories(Section dataset) {
        List<String> directories = dataset.texts(DIRECTORIES, DIRECTORY);
        if (directories.stream().distinct().count() < directories.size()) {
            dataset.problem(DIRECTORIES, "names a folder more than once");
        }
        if (ArchiveParser.isGiven(dataset)) {
            directories.forEach(path -> ArchiveParser.requireInside(dataset, DIRECTORIES, path));
        }
        if (directories.isEmpty()) {
            dataset.problem(DIRECTORIES, "must hold a <directory> for each folder");
        }
        return directories.isEmpty() ? List.of("") : directories;
    }

    private static Source parts(Section dataset) {
        String train = dataset.required(TRAIN, "name the folder to train on");
        String test = dataset.required(TEST, "name the folder that models are judged on");
        SplitSpec split = new SplitParser(dataset, false).withoutTest(dataset.has(VALIDATION));
        return new DatasetSpec.Parts(train, dataset.text(VALIDATION), test, split);
    }

    private static PictureFilter filter(Section dataset) {
        if (dataset.has(ManifestParser.MANIFEST)) {
            dataset.refuse(INCLUDES, "beside <manifest>, which names the pictures");
            dataset.refuse(EXCLUDES, "beside <manifest>, which names the pictures");
            return PictureFilter.ALL;
        }
        return new PictureFilter(dataset.texts(INCLUDES, "include"), dataset.texts(EXCLUDES, "exclude"));
    }

    private static DatasetSpec.Limits limits(Section dataset) {
        Corrupt corrupt = dataset.word(CORRUPT, Words.of(Corrupt.values(), Corrupt::keyword))
                .orElse(Corrupt.FAIL);
        return new DatasetSpec.Limits(corrupt, maxCorrupt(dataset, corrupt), maxPixels(dataset));
    }

    private static int maxPixels(Section dataset) {
        int pixels = dataset.whole(MAX_PIXELS, 1, Defaults.MAX_PIXELS);
        if (pixels > DatasetSpec.MOST_PIXELS) {
            dataset.problem(MAX_PIXELS, "must be at most " + DatasetSpec.MOST_PIXELS + ", was " + pixels);
            return Defaults.MAX_PIXELS;
        }
        return pixels;
    }

    private static int maxCorrupt(Section dataset, Corrupt corrupt) {
        if (corrupt == Corrupt.SKIP) {
            return dataset.whole(MAX_CORRUPT, 0, Defaults.MAX_CORRUPT);
        }
        if (dataset.sound(CORRUPT)) {
            dataset.refuse(MAX_CORRUPT, "without <corrupt>skip</corrupt>");
        }
        return 0;
    }
}
