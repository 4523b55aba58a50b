package io.github.tlmaven.worker;

import io.github.tlmaven.data.Checking;
import io.github.tlmaven.data.Dataset;
import io.github.tlmaven.data.DatasetReader;
import io.github.tlmaven.data.LicenceFile;
import io.github.tlmaven.data.PartedDataset;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.data.RememberedChecks;
import io.github.tlmaven.data.archive.DatasetArchives;
import io.github.tlmaven.data.archive.DatasetArchives.Unpacked;
import io.github.tlmaven.engine.Log;
import io.github.tlmaven.failure.Excerpt;
import io.github.tlmaven.report.files.DatasetFile;
import io.github.tlmaven.spec.DatasetArchive;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.FetchedFile;
import io.github.tlmaven.spec.Layout;
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

/** Makes a request's pictures ready: unpacks, lists, checks and parts them, and tells of them in log and file. */
final class DatasetOpener {

    /** In an archive the file may lie beside the folder of the classes, or above it. */
    private static final int DEPTH_IN_ARCHIVE = 2;

    private final RunRequest request;
    private final Log log;

    DatasetOpener(RunRequest request, Log log) {
        this.request = request;
        this.log = log;
    }

    /**
     * The pictures; {@code dataset.json} is written.
     *
     * @throws io.github.tlmaven.failure.DataException if they cannot be used; names everything that is wrong
     */
    PartedDataset open() {
        Workspace workspace = request.workspace();
        DatasetSpec spec = request.plan().dataset();
        Optional<Unpacked> unpacked = spec.archive().map(this::unpack);
        DatasetSpec local =
                unpacked.map(archive -> spec.unpacked(archive.root())).orElse(spec);
        PartedDataset dataset = read(local);
        Optional<DatasetFile.Archive> archive = unpacked.map(each -> new DatasetFile.Archive(
                spec.archive().map(DatasetArchive::text).orElse(""),
                each.digest().hex()));
        file(dataset, archive, licences(local, unpacked)).write(new Layout(workspace.outputDirectory()).dataset());
        return dataset;
    }

    private PartedDataset read(DatasetSpec spec) {
        Workspace workspace = request.workspace();
        RememberedChecks checks = RememberedChecks.decoding(spec.limits().maxPixels(), workspace.cacheDirectory());
        try {
            PartedDataset dataset = DatasetReader.read(
                    spec,
                    request.plan().evaluationSets(),
                    workspace::resolve,
                    new Checking(checks, workspace.threads(), log));
            log(dataset, checks.decoded());
            return dataset;
        } finally {
            checks.save(); // also where a picture is broken, so that the others are not decoded again after its repair
        }
    }

    private Unpacked unpack(DatasetArchive archive) {
        Workspace workspace = request.workspace();
        Path zip = archive instanceof DatasetArchive.Zip file
                ? workspace.resolve(file.path())
                : request.dataset()
                        .map(FetchedFile::path)
                        .orElseThrow(() -> new IllegalStateException("nobody fetched " + archive.text()));
        Unpacked unpacked = new DatasetArchives(workspace.cacheDirectory()).open(zip, archive.sha256());
        log.info("dataset from " + Excerpt.line(archive.text()) + ", SHA-256 "
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

    /** Those of the archive, or those in the dataset's own folders. */
    private List<LicenceFile> licences(DatasetSpec spec, Optional<Unpacked> unpacked) {
        if (unpacked.isPresent()) {
            return LicenceFile.find(unpacked.get().root(), DEPTH_IN_ARCHIVE);
        }
        List<LicenceFile> found = new ArrayList<>();
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
            PartedDataset dataset, Optional<DatasetFile.Archive> archive, List<LicenceFile> licences) {
        Map<String, List<Long>> pictures = new LinkedHashMap<>();
        dataset.sets().forEach((set, members) -> pictures.put(set, byClass(dataset, members)));
        return new DatasetFile(
                archive,
                dataset.classes(),
                pictures,
                dataset.ignored(),
                licences.stream()
                        .map(each -> new DatasetFile.Licence(
                                each.name(), each.digest().hex(), each.lines()))
                        .toList());
    }

    private static List<Long> byClass(PartedDataset dataset, List<Picture> pictures) {
        Long[] counts = new Long[dataset.classes().size()];
        Arrays.fill(counts, 0L);
        pictures.forEach(picture -> counts[picture.label()]++);
        return List.of(counts);
    }
}
