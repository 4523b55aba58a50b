package io.github.tlmaven.spec;

import io.github.tlmaven.spec.AugmentationSpec.Preset;
import io.github.tlmaven.spec.AugmentationStep.Affine;
import io.github.tlmaven.spec.AugmentationStep.Blur;
import io.github.tlmaven.spec.AugmentationStep.ColorJitter;
import io.github.tlmaven.spec.AugmentationStep.Crop;
import io.github.tlmaven.spec.AugmentationStep.Erasing;
import io.github.tlmaven.spec.AugmentationStep.Flip;
import io.github.tlmaven.spec.AugmentationStep.Grayscale;
import io.github.tlmaven.spec.AugmentationStep.RandAugment;
import io.github.tlmaven.spec.AugmentationStep.Rotation;
import io.github.tlmaven.spec.AugmentationStep.TrivialAugment;
import io.github.tlmaven.spec.Json.MalformedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link AugmentationSpec} as JSON in the pom's own words: a preset's keyword, or an object with a member for each step. */
final class AugmentationCodec {

    private static final List<Resampling> SAMPLINGS = List.of(Resampling.values());

    private AugmentationCodec() {}

    /** A text or an object; equal specs give equal JSON, however they were written in the pom. */
    static Object toJson(AugmentationSpec spec) {
        if (spec.preset().isPresent()) {
            return spec.preset().get().keyword();
        }
        Map<String, Object> json = new LinkedHashMap<>();
        spec.steps().forEach(step -> json.put(step.keyword(), members(step)));
        return json;
    }

    private static Map<String, Object> members(AugmentationStep step) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (step instanceof Crop crop) {
            json.put("scale", list(crop.scale()));
            json.put("ratio", list(crop.ratio()));
        } else if (step instanceof Flip flip) {
            put(json, "horizontal", flip.horizontal());
            put(json, "vertical", flip.vertical());
        } else if (step instanceof Affine affine) {
            put(json, "degrees", affine.degrees());
            put(json, "translateX", affine.translateX());
            put(json, "translateY", affine.translateY());
            json.put("scale", list(affine.scale()));
            put(json, "shear", affine.shear());
            put(json, affine.sampling());
        } else if (step instanceof Rotation rotation) {
            put(json, "degrees", rotation.degrees());
            put(json, rotation.sampling());
        } else if (step instanceof RandAugment policy) {
            json.put("operations", policy.operations());
            json.put("magnitude", policy.magnitude());
            put(json, policy.sampling());
        } else if (step instanceof TrivialAugment policy) {
            put(json, policy.sampling());
        } else if (step instanceof MixingStep mixing) {
            put(json, "alpha", mixing.alpha());
        } else {
            putColours(json, step);
        }
        return json;
    }

    private static void putColours(Map<String, Object> json, AugmentationStep step) {
        if (step instanceof ColorJitter jitter) {
            put(json, "brightness", jitter.brightness());
            put(json, "contrast", jitter.contrast());
            put(json, "saturation", jitter.saturation());
            put(json, "hue", jitter.hue());
        } else if (step instanceof Grayscale grayscale) {
            put(json, "probability", grayscale.probability());
        } else if (step instanceof Blur blur) {
            put(json, "probability", blur.probability());
            json.put("kernelSize", blur.kernelSize());
            json.put("sigma", list(blur.sigma()));
        } else if (step instanceof Erasing erasing) {
            put(json, "probability", erasing.probability());
            json.put("scale", list(erasing.scale()));
            json.put("ratio", list(erasing.ratio()));
        }
    }

    private static void put(Map<String, Object> json, String name, double value) {
        json.put(name, PlanCodec.number(value));
    }

    private static void put(Map<String, Object> json, Resampling sampling) {
        json.put("interpolation", sampling.keyword());
    }

    private static List<Object> list(Bounds bounds) {
        return List.of(PlanCodec.number(bounds.low()), PlanCodec.number(bounds.high()));
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @param parent the object that has the member
     * @param name   of the member
     * @throws MalformedException if it is something else; the message names the member
     */
    static AugmentationSpec fromJson(JsonFields parent, String name) throws MalformedException {
        if (parent.isText(name)) {
            return parent.keyword(name, List.of(Preset.values()), Preset::keyword)
                    .spec();
        }
        JsonFields json = parent.object(name);
        List<AugmentationStep> steps = new ArrayList<>();
        for (String keyword : json.names()) {
            JsonFields step = json.object(keyword);
            steps.add(step(keyword, step));
            step.end();
        }
        json.end();
        return new AugmentationSpec(steps);
    }

    private static AugmentationStep step(String keyword, JsonFields json) throws MalformedException {
        return switch (keyword) {
            case Crop.KEYWORD -> new Crop(bounds(json, "scale"), bounds(json, "ratio"));
            case Flip.KEYWORD -> new Flip(json.real("horizontal"), json.real("vertical"));
            case Affine.KEYWORD -> affine(json);
            case Rotation.KEYWORD -> new Rotation(json.real("degrees"), sampling(json));
            case RandAugment.KEYWORD ->
                new RandAugment(json.whole("operations"), json.whole("magnitude"), sampling(json));
            case TrivialAugment.KEYWORD -> new TrivialAugment(sampling(json));
            case ColorJitter.KEYWORD ->
                new ColorJitter(
                        json.real("brightness"), json.real("contrast"), json.real("saturation"), json.real("hue"));
            case Grayscale.KEYWORD -> new Grayscale(json.real("probability"));
            case Blur.KEYWORD -> new Blur(json.real("probability"), json.whole("kernelSize"), bounds(json, "sigma"));
            case Erasing.KEYWORD -> new Erasing(json.real("probability"), bounds(json, "scale"), bounds(json, "ratio"));
            case MixingStep.Mixup.KEYWORD -> new MixingStep.Mixup(json.real("alpha"));
            case MixingStep.Cutmix.KEYWORD -> new MixingStep.Cutmix(json.real("alpha"));
            default -> throw new MalformedException("unknown step '" + keyword + "' of an augmentation", null);
        };
    }

    private static Affine affine(JsonFields json) throws MalformedException {
        return new Affine(
                json.real("degrees"),
                json.real("translateX"),
                json.real("translateY"),
                bounds(json, "scale"),
                json.real("shear"),
                sampling(json));
    }

    private static Resampling sampling(JsonFields json) throws MalformedException {
        return json.keyword("interpolation", SAMPLINGS, Resampling::keyword);
    }

    private static Bounds bounds(JsonFields json, String name) throws MalformedException {
        List<Double> numbers = json.reals(name);
        if (numbers.size() != 2) {
            throw new MalformedException(name + " must be two numbers, was " + numbers, null);
        }
        return new Bounds(numbers.get(0), numbers.get(1));
    }
}
