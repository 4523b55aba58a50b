package io.github.tlmaven.spec;

import io.github.tlmaven.spec.Json.MalformedException;
import io.github.tlmaven.spec.Preprocessing.Interpolation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@link Preprocessing} as the JSON text that stands in the metadata of a model file. Its members are called as the elements
 * of the pom.
 */
public final class PreprocessingJson {

    static final String RESIZE = "resize";
    static final String INTERPOLATION = "interpolation";
    static final String CROP = "crop";
    static final String MEAN = "mean";
    static final String STD = "std";

    private PreprocessingJson() {}

    /** One line. */
    public static String write(Preprocessing preprocessing) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(RESIZE, preprocessing.resize());
        json.put(INTERPOLATION, preprocessing.interpolation().keyword());
        json.put(CROP, preprocessing.crop());
        json.put(MEAN, preprocessing.mean());
        json.put(STD, preprocessing.std());
        return Json.writeCompact(json);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws MalformedException if it is something else; the message names the member
     */
    public static Preprocessing read(String text) throws MalformedException {
        JsonFields json = new JsonFields(Json.read(text), "preprocessing");
        Preprocessing preprocessing = read(json);
        json.end();
        return preprocessing;
    }

    /**
     * Reads the members from an object that may have others beside them.
     *
     * @throws MalformedException if one is missing or out of range; the message names it
     */
    public static Preprocessing read(JsonFields json) throws MalformedException {
        try {
            return new Preprocessing(
                    json.whole(RESIZE),
                    json.keyword(INTERPOLATION, List.of(Interpolation.values()), Interpolation::keyword),
                    json.whole(CROP),
                    json.reals(MEAN),
                    json.reals(STD));
        } catch (IllegalArgumentException e) {
            throw new MalformedException(String.valueOf(e.getMessage()), e); // the record refused its values
        }
    }
}
