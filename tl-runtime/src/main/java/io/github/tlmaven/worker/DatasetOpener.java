package io.github.tlmaven.worker;

import io.github.tlmaven.data.Checking;
import io.github.tlmaven.data.Dataset;
import io.github.tlmaven.data.DatasetReader;
import io.github.tlmaven.data.LicenceFile;
import io.github.tlmaven.data.PartedDataset;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.data.RememberedChecks;
import io.github.tlmaven.data.RgbImage;
import io.github.tlmaven.data.archive.DatasetArchives;
import io.github.tlmaven.data.archive.DatasetArchives.Unpacked;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.engine.Log;
import io.github.tlmaven.failure.Excerpt;
import io.github.tlmaven.report.files.DatasetFile;
import io.github.tlmaven.spec.DatasetArchive;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.FetchedFile;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.RunRequest;
import io.github.tlmaven.spec.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Makes a request's pictures ready: unpacks, lists, checks and parts them, and tells of them in log and file. */
final class DatasetOpener {

    /** In an archive the file may lie beside the folder of the classes, or above it. */
    private static final int DEPTH_IN_ARCHIVE = 2;

    private final RunRequest request;
    private final Log log;
    private final BiConsumer<Sha256, RgbImage> seen;

    /**
     * Opens nothing yet.
     *
     * @param seen gets the pixels of pictures that have to be decoded for the check, from several threads
     */
    DatasetOpener(RunRequest request, Log log, BiConsumer<Sha256, RgbImage> seen) {
        this.request = request;
        this.log = log;
        this.seen = seen;
    }

    /**
     * The pictures; {@code dataset.json} is written.
     *
     * @throws io.github.tlmaven.failure.DataException if they cannot be used; names everything that is wrong
     */
    PartedDataset open() {
        Workspace workspace = request.workspace();
        DatasetSpec spec = request.plan().dataset();
        Map<String, Unpacked> unpacked = new LinkedHashMap<>();
        List<DatasetFile.Archive> told = new ArrayList<>();
        request.plan().archives().forEach((name, archive) -> {
            Unpacked each = unpack(name, archive);
            unpacked.put(name, each);
            told.add(new DatasetFile.Archive(name, archive.text(), each.digest().hex()));
        });
        Optional<Unpacked> own = Optional.ofNullable(unpacked.get(Plan.DATASET));
        DatasetSpec local = own.map(archive -> spec.unpacked(archive.root())).orElse(spec);
        PartedDataset dataset = read(local, evaluationSets(unpacked));
        file(dataset, told, licences(local, unpacked)).write(new Layout(workspace.outputDirectory()).dataset());
        return dataset;
    }

    /** Paths of the evaluation sets; of what was unpacked, where it lies now. */
    private Map<String, String> evaluationSets(Map<String, Unpacked> unpacked) {
        Map<String, String> paths = new LinkedHashMap<>();
        request.plan()
                .evaluationSets()
                .forEach((name, set) -> paths.put(
                        name,
                        Optional.ofNullable(unpacked.get(name))
                                .map(archive -> archive.root()
                                        .resolve(set.path())
                                        .normalize()
                                        .toString())
                                .orElse(set.path())));
        return paths;
    }

    private PartedDataset read(DatasetSpec spec, Map<String, String> evaluationSets) {
        Workspace workspace = request.workspace();
        RememberedChecks checks =
                RememberedChecks.decoding(spec.limits().maxPixels(), workspace.cacheDirectory(), seen);
        try {
            PartedDataset dataset = DatasetReader.read(
                    spec, evaluationSets, workspace::resolve, new Checking(checks, workspace.threads(), log));
            log(dataset, checks.decoded());
            return dataset;
        } finally {
            checks.save(); // also where a picture is broken, so that the others are not decoded again after its repair
        }
    }

    private Unpacked unpack(String name, DatasetArchive archive) {
        Workspace workspace = request.workspace();
        Path zip = archive instanceof DatasetArchive.Zip file
                ? workspace.resolve(file.path())
                : Optional.ofNullable(request.archives().get(name))
                        .map(FetchedFile::path)
                        .orElseThrow(() -> new IllegalStateException("nobody fetched " + archive.text()));
        Unpacked unpacked = new DatasetArchives(workspace.cacheDirectory()).open(zip, archive.sha256());
        log.info((name.equals(Plan.DATASET) ? name : "evaluation set '" + name + "'") + " from "
                + Excerpt.line(archive.text()) + ", SHA-256 "
                + unpacked.digest().abbreviated() + (unpacked.fresh() ? ", unpacked into " : ", was unpacked into ")
                + unpacked.root());
        return unpacked;
    }

    private void log(PartedDataset dataset, int decoded) {
        log.info(dataset.classes().size() + " classes; pictures: " + sizes(dataset));
        if (dataset.ignored() > 0) {
            log.info(dataset.ignored() + " files ignored, since their names are not those of pictures, or they lie"
                    + " outside of every class");
        }
        log.info("pictures checked: " + decoded + " decoded, the others are known from earlier runs");
        dataset.skipped()
                .forEach(skipped -> log.warn(
                        "skipped " + skipped.set() + " " + Excerpt.line(skipped.path()) + ": " + skipped.reason()));
        if (!dataset.skipped().isEmpty()) {
            log.warn(dataset.skipped().size() + " pictures skipped, since they cannot be read");
        }
    }

    private static String sizes(PartedDataset dataset) {
        if (dataset.isFolded()) {
            List<Integer> sizes = dataset.partings().stream()
                    .map(parting -> parting.test().size())
                    .toList();
            return sizes.stream().mapToInt(Integer::intValue).sum() + " in " + sizes.size() + " folds of " + sizes;
        }
        Dataset parts = dataset.partings().get(0);
        return parts.train().size() + " train, " + parts.validation().size() + " validation, "
                + parts.test().size() + " test";
    }

    /** Those of the archives, and those in the dataset's own folders. */
    private List<LicenceFile> licences(DatasetSpec spec, Map<String, Unpacked> unpacked) {
        List<LicenceFile> found = new ArrayList<>();
        unpacked.values().forEach(archive -> found.addAll(LicenceFile.find(archive.root(), DEPTH_IN_ARCHIVE)));
        if (unpacked.containsKey(Plan.DATASET)) {
            return found;
        }
        for (String folder : folders(spec.source())) {
            Path path = request.workspace().resolve(folder).toAbsolutePath();
            if (Files.isDirectory(path)) {
                found.addAll(LicenceFile.find(path, 1));
            }
        }
        return found;
    }

    private static List<String> folders(DatasetSpec.Source source) {
        if (source instanceof DatasetSpec.Split split) {
            return split.directories();
        }
        if (source instanceof DatasetSpec.Parts parts) {
            return List.of(parts.train());
        }
        return ((DatasetSpec.Manifest) source).table().directory().map(List::of).orElse(List.of());
    }

    private static DatasetFile file(
            PartedDataset dataset, List<DatasetFile.Archive> archives, List<LicenceFile> licences) {
        Map<String, List<Long>> pictures = new LinkedHashMap<>();
        dataset.sets().forEach((set, members) -> pictures.put(set, byClass(dataset, members)));
        return new DatasetFile(
                archives,
                dataset.classes(),
                pictures,
                dataset.ignored(),
                licences.stream()
                        .map(each -> new DatasetFile.Licence(
                                each.name(), each.digest().hex(), each.lines()))
                        .toList());
    }

    private static List<Long> byClass(PartedDataset dataset, List<Picture> pictures) {
        int[] counts = Picture.countsByLabel(pictures, dataset.classes().size());
        return Arrays.stream(counts).asLongStream().boxed().toList();
    }
}
