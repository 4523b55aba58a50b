package io.github.tlmaven.spec;

import io.github.tlmaven.spec.Json.MalformedException;
import io.github.tlmaven.spec.ManifestSpec.Column;
import io.github.tlmaven.spec.SplitSpec.By;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link DatasetSpec} as a JSON object, in the pom's own words. */
final class DatasetCodec {

    private static final String ZIP = "zip";
    private static final String ARTIFACT = "artifact";
    private static final String SHA256 = "sha256";
    private static final String DIRECTORY = "directory";
    private static final String DIRECTORIES = "directories";
    private static final String MANIFEST = "manifest";
    private static final String COLUMNS = "columns";
    private static final String IGNORED = "ignored";
    private static final String INCLUDES = "includes";
    private static final String EXCLUDES = "excludes";
    private static final String SPLIT = "split";
    private static final String VALIDATION = "validation";
    private static final String TEST = "test";
    private static final String PATTERN = "groupPattern";
    private static final String FOLDS = "folds";
    private static final String CORRUPT = "corrupt";
    private static final String MAX_PIXELS = "maxPixels";
    private static final String MAX_CORRUPT = "maxCorrupt";

    private DatasetCodec() {}

    static Map<String, Object> toJson(DatasetSpec dataset) {
        Map<String, Object> json = new LinkedHashMap<>();
        dataset.archive().ifPresent(archive -> put(json, archive));
        DatasetSpec.Source source = dataset.source();
        if (source instanceof DatasetSpec.Split whole && whole.directories().size() == 1) {
            json.put(DIRECTORY, whole.directories().get(0));
        } else if (source instanceof DatasetSpec.Split whole) {
            json.put(DIRECTORIES, whole.directories());
        } else if (source instanceof DatasetSpec.Parts parts) {
            json.put("train", parts.train());
            parts.validation().ifPresent(folder -> json.put(VALIDATION, folder));
            json.put(TEST, parts.test());
        } else if (source instanceof DatasetSpec.Manifest manifest) {
            put(json, manifest.table());
        }
        json.put(SPLIT, toJson(source.split()));
        if (!(source instanceof DatasetSpec.Manifest)) {
            json.put(INCLUDES, dataset.filter().includes());
            json.put(EXCLUDES, dataset.filter().excludes());
        }
        json.put(CORRUPT, dataset.limits().corrupt().keyword());
        json.put(MAX_CORRUPT, dataset.limits().maxCorrupt());
        json.put(MAX_PIXELS, dataset.limits().maxPixels());
        return json;
    }

    static void put(Map<String, Object> json, DatasetArchive archive) {
        json.put(archive instanceof DatasetArchive.Zip ? ZIP : ARTIFACT, archive.text());
        archive.sha256().ifPresent(digest -> json.put(SHA256, digest));
    }

    private static void put(Map<String, Object> json, ManifestSpec table) {
        json.put(MANIFEST, table.file());
        table.directory().ifPresent(folder -> json.put(DIRECTORY, folder));
        Map<String, Object> columns = new LinkedHashMap<>();
        for (Column column : Column.values()) {
            columns.put(column.keyword(), table.name(column));
        }
        columns.put(IGNORED, table.ignored());
        json.put(COLUMNS, columns);
    }

    private static Map<String, Object> toJson(SplitSpec split) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(VALIDATION, PlanCodec.number(split.validation()));
        if (split.folds().isPresent()) {
            json.put(FOLDS, split.folds().getAsInt());
        } else if (split.test() > 0) {
            json.put(TEST, PlanCodec.number(split.test()));
        }
        json.put("seed", split.seed());
        json.put("by", split.by().keyword());
        split.groupPattern().ifPresent(pattern -> json.put(PATTERN, pattern));
        return json;
    }

    static DatasetSpec fromJson(JsonFields json) throws MalformedException {
        Optional<DatasetArchive> archive = archive(json);
        SplitSpec split = split(json.object(SPLIT));
        DatasetSpec.Source source;
        if (json.has(MANIFEST)) {
            source = new DatasetSpec.Manifest(table(json), split);
        } else if (json.has("train")) {
            source = new DatasetSpec.Parts(json.text("train"), json.optionalText(VALIDATION), json.text(TEST), split);
        } else {
            List<String> folders = json.has(DIRECTORIES) ? json.texts(DIRECTORIES) : List.of(json.text(DIRECTORY));
            source = new DatasetSpec.Split(folders, split);
        }
        PictureFilter filter = source instanceof DatasetSpec.Manifest
                ? PictureFilter.ALL
                : new PictureFilter(json.texts(INCLUDES), json.texts(EXCLUDES));
        DatasetSpec.Corrupt corrupt =
                json.keyword(CORRUPT, List.of(DatasetSpec.Corrupt.values()), DatasetSpec.Corrupt::keyword);
        DatasetSpec.Limits limits = new DatasetSpec.Limits(corrupt, json.whole(MAX_CORRUPT), json.whole(MAX_PIXELS));
        json.end();
        return new DatasetSpec(source, filter, limits, archive);
    }

    static Optional<DatasetArchive> archive(JsonFields json) throws MalformedException {
        if (json.has(ARTIFACT)) {
            return Optional.of(new DatasetArchive.Artifact(
                    new WeightsSource.Artifact(json.text(ARTIFACT), json.optionalText(SHA256))));
        }
        return json.has(ZIP)
                ? Optional.of(new DatasetArchive.Zip(json.text(ZIP), json.optionalText(SHA256)))
                : Optional.empty();
    }

    private static ManifestSpec table(JsonFields json) throws MalformedException {
        JsonFields columns = json.object(COLUMNS);
        Map<Column, String> names = new EnumMap<>(Column.class);
        for (Column column : Column.values()) {
            String name = columns.text(column.keyword());
            if (!name.equals(column.keyword())) {
                names.put(column, name);
            }
        }
        ManifestSpec table =
                new ManifestSpec(json.text(MANIFEST), json.optionalText(DIRECTORY), names, columns.texts(IGNORED));
        columns.end();
        return table;
    }

    private static SplitSpec split(JsonFields json) throws MalformedException {
        SplitSpec split = new SplitSpec(
                json.keyword("by", List.of(By.values()), By::keyword),
                json.real(VALIDATION),
                json.has(TEST) ? json.real(TEST) : 0,
                json.wholeLong("seed"),
                json.optionalText(PATTERN));
        if (json.has(FOLDS)) {
            split = split.inFolds(json.whole(FOLDS));
        }
        json.end();
        return split;
    }
}
