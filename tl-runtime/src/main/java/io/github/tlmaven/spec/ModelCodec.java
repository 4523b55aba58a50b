package io.github.tlmaven.spec;

import io.github.tlmaven.spec.Json.MalformedException;
import io.github.tlmaven.spec.Preprocessing.Interpolation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * {@link ModelSpec} as members of its experiment's JSON object, in the pom's own words. The weights are always written;
 * what else is absent was not stated, and comes with the weights or the architecture.
 */
final class ModelCodec {

    private static final String SHA256 = "sha256";
    private static final String RENAME = "rename";
    private static final String PREPROCESSING = "preprocessing";
    private static final String HEAD = "head";
    private static final String DROPOUT = "dropout";
    private static final String HIDDEN = "hidden";

    private ModelCodec() {}

    static void put(Map<String, Object> json, ModelSpec model) {
        json.put("model", model.name());
        json.put("weights", model.weights().text());
        model.weights().sha256().ifPresent(digest -> json.put(SHA256, digest));
        if (!model.renames().isEmpty()) {
            json.put(RENAME, model.renames().stream().map(ModelCodec::toJson).toList());
        }
        putUnlessEmpty(json, PREPROCESSING, toJson(model.preprocessing()));
        putUnlessEmpty(json, HEAD, toJson(model.head()));
    }

    private static void putUnlessEmpty(Map<String, Object> json, String name, Map<String, Object> members) {
        if (!members.isEmpty()) {
            json.put(name, members);
        }
    }

    private static Map<String, Object> toJson(Rename rule) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("from", rule.from());
        json.put("to", rule.to());
        return json;
    }

    private static Map<String, Object> toJson(PreprocessingSpec spec) {
        Map<String, Object> json = new LinkedHashMap<>();
        spec.resize().ifPresent(side -> json.put(PreprocessingJson.RESIZE, side));
        spec.interpolation().ifPresent(filter -> json.put(PreprocessingJson.INTERPOLATION, filter.keyword()));
        spec.crop().ifPresent(side -> json.put(PreprocessingJson.CROP, side));
        spec.mean().ifPresent(numbers -> json.put(PreprocessingJson.MEAN, numbers(numbers)));
        spec.std().ifPresent(numbers -> json.put(PreprocessingJson.STD, numbers(numbers)));
        return json;
    }

    private static List<?> numbers(List<Double> numbers) {
        return numbers.stream().map(PlanCodec::number).toList();
    }

    private static Map<String, Object> toJson(HeadSpec head) {
        Map<String, Object> json = new LinkedHashMap<>();
        head.dropout().ifPresent(rate -> json.put(DROPOUT, PlanCodec.number(rate)));
        head.hidden().ifPresent(width -> json.put(HIDDEN, width));
        return json;
    }

    static ModelSpec fromJson(JsonFields json) throws MalformedException {
        String name = json.text("model");
        Optional<String> digest = json.optionalText(SHA256);
        WeightsSource weights = WeightsText.source(json.text("weights"), digest);
        if (!weights.sha256().equals(digest)) {
            throw new MalformedException("sha256 has no place beside weights '" + weights.text() + "'", null);
        }
        return new ModelSpec(
                name,
                weights,
                json.has(RENAME) ? renames(json.list(RENAME)) : List.of(),
                json.has(PREPROCESSING) ? preprocessing(json.object(PREPROCESSING)) : PreprocessingSpec.unstated(),
                json.has(HEAD) ? head(json.object(HEAD)) : HeadSpec.plain());
    }

    private static List<Rename> renames(List<?> values) throws MalformedException {
        List<Rename> renames = new ArrayList<>();
        for (Object value : values) {
            JsonFields json = new JsonFields(value, RENAME);
            renames.add(new Rename(json.text("from"), json.text("to")));
            json.end();
        }
        return renames;
    }

    private static PreprocessingSpec preprocessing(JsonFields json) throws MalformedException {
        PreprocessingSpec spec = new PreprocessingSpec(
                optionalWhole(json, PreprocessingJson.RESIZE),
                json.has(PreprocessingJson.INTERPOLATION)
                        ? Optional.of(json.keyword(
                                PreprocessingJson.INTERPOLATION,
                                List.of(Interpolation.values()),
                                Interpolation::keyword))
                        : Optional.empty(),
                optionalWhole(json, PreprocessingJson.CROP),
                optionalReals(json, PreprocessingJson.MEAN),
                optionalReals(json, PreprocessingJson.STD));
        json.end();
        return spec;
    }

    private static HeadSpec head(JsonFields json) throws MalformedException {
        HeadSpec head = new HeadSpec(
                json.has(DROPOUT) ? OptionalDouble.of(json.real(DROPOUT)) : OptionalDouble.empty(),
                optionalWhole(json, HIDDEN));
        json.end();
        return head;
    }

    private static OptionalInt optionalWhole(JsonFields json, String name) throws MalformedException {
        return json.has(name) ? OptionalInt.of(json.whole(name)) : OptionalInt.empty();
    }

    private static Optional<List<Double>> optionalReals(JsonFields json, String name) throws MalformedException {
        return json.has(name) ? Optional.of(json.reals(name)) : Optional.empty();
    }
}
