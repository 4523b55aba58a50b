package io.github.tlmaven.catalogue;

import io.github.tlmaven.spec.Json;
import io.github.tlmaven.spec.JsonFields;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.spec.Preprocessing.Interpolation;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code catalogue.json}, which stands beside this class. */
final class CatalogueReader {

    private static final String RESOURCE = "catalogue.json";

    private CatalogueReader() {}

    static List<ModelEntry> read() {
        try (InputStream in = CatalogueReader.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not in this library");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return models(new JsonFields(Json.read(text), RESOURCE));
        } catch (IOException | Json.MalformedException e) {
            throw new IllegalStateException("cannot read " + RESOURCE, e);
        }
    }

    private static List<ModelEntry> models(JsonFields json) throws Json.MalformedException {
        List<ModelEntry> models = new ArrayList<>();
        for (String name : json.names()) {
            JsonFields model = json.object(name);
            models.add(new ModelEntry(
                    name,
                    model.texts("aliases"),
                    model.text("family"),
                    model.wholeLong("parameters"),
                    model.whole("featureWidth"),
                    model.whole("minimumInput"),
                    model.texts("boundaries"),
                    model.text("lastBlock"),
                    weights(model.object("weights"))));
            model.end();
        }
        return models;
    }

    private static List<WeightSet> weights(JsonFields json) throws Json.MalformedException {
        List<WeightSet> sets = new ArrayList<>();
        for (String name : json.names()) {
            JsonFields set = json.object(name);
            sets.add(new WeightSet(
                    name,
                    set.optionalText("resource"),
                    set.optionalText("url").map(URI::create),
                    set.text("sha256"),
                    preprocessing(set),
                    set.real("top1"),
                    set.real("top5"),
                    set.text("licence"),
                    set.text("source")));
            set.end();
        }
        return sets;
    }

    private static Preprocessing preprocessing(JsonFields set) throws Json.MalformedException {
        return new Preprocessing(
                set.whole("resize"),
                set.keyword("interpolation", List.of(Interpolation.values()), Interpolation::keyword),
                set.whole("crop"),
                set.reals("mean"),
                set.reals("std"));
    }
}
