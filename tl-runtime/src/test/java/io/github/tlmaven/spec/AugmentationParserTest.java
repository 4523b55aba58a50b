package io.github.tlmaven.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.failure.ConfigurationException;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AugmentationParserTest {

    private static AugmentationSpec parse(String content) {
        Problems problems = new Problems();
        Section experiment = new Section(SettingXml.parse(content), "<probe>", problems);
        AugmentationSpec spec = AugmentationParser.parse(experiment, "augmentation", AugmentationSpec.light());
        problems.throwIfAny();
        return spec;
    }

    private static AugmentationSpec nested(String content) {
        return parse("<augmentation>" + content + "</augmentation>");
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void presetIsAWord(Preset preset) {
        assertThat(nested(preset.keyword())).isEqualTo(preset.spec());
    }

    @Test
    void defaultHoldsWhereTheElementIsAbsent() {
        assertThat(parse("<epochs>3</epochs>")).isEqualTo(AugmentationSpec.light());
    }

    @Test
    void lightIsACropOfMostOfThePictureAndAFlip() {
        assertThat(AugmentationSpec.light().steps())
                .containsExactly(new Crop(new Bounds(0.6, 1), new Bounds(0.75, 4.0 / 3)), new Flip(0.5, 0));
    }

    @Test
    void stepsWrittenOutAsLightAreThePreset() {
        AugmentationSpec spec = nested("<flip/><crop><scale>0.6, 1</scale></crop>");
        assertThat(spec).isEqualTo(AugmentationSpec.light());
        assertThat(spec.label()).isEqualTo("light");
    }

    @Test
    void emptyStepsHaveTorchvisionsDefaults() {
        AugmentationSpec spec =
                nested("<crop/><flip/><affine/><randAugment/><grayscale/><blur/><erasing/><mixup/><cutmix/>");
        assertThat(spec.steps())
                .containsExactly(
                        new Crop(new Bounds(0.08, 1), new Bounds(3.0 / 4, 4.0 / 3)),
                        new Flip(0.5, 0),
                        new Affine(0, 0, 0, new Bounds(1, 1), 0, Resampling.NEAREST),
                        new RandAugment(2, 9, Resampling.NEAREST),
                        new Grayscale(0.1),
                        new Blur(1, 9, new Bounds(0.1, 2)),
                        new Erasing(0.5, new Bounds(0.02, 0.33), new Bounds(0.3, 3.3)),
                        new MixingStep.Mixup(0.2),
                        new MixingStep.Cutmix(1));
        assertThat(spec.mixes()).isTrue();
    }

    @Test
    void everyParameterIsRead() {
        AugmentationSpec spec = nested("""
                <erasing><probability>0.25</probability><scale>0.1,0.2</scale><ratio>1</ratio></erasing>
                <blur><probability>0.3</probability><kernelSize>5</kernelSize><sigma>0.5, 1.5</sigma></blur>
                <colorJitter><brightness>0.4</brightness><contrast>0.3</contrast><saturation>0.2</saturation><hue>0.1</hue></colorJitter>
                <rotation><degrees>15</degrees><interpolation>bilinear</interpolation></rotation>
                <affine><degrees>10</degrees><translateX>0.1</translateX><translateY>0.2</translateY>
                  <scale>0.9, 1.1</scale><shear>5</shear><interpolation>bilinear</interpolation></affine>
                <trivialAugment><interpolation>bilinear</interpolation></trivialAugment>
                <flip><horizontal>0</horizontal><vertical>0.5</vertical></flip>""");
        assertThat(spec.steps())
                .containsExactly(
                        new Flip(0, 0.5),
                        new Affine(10, 0.1, 0.2, new Bounds(0.9, 1.1), 5, Resampling.BILINEAR),
                        new Rotation(15, Resampling.BILINEAR),
                        new TrivialAugment(Resampling.BILINEAR),
                        new ColorJitter(0.4, 0.3, 0.2, 0.1),
                        new Blur(0.3, 5, new Bounds(0.5, 1.5)),
                        new Erasing(0.25, new Bounds(0.1, 0.2), new Bounds(1, 1)));
        assertThat(spec.label()).isEqualTo("flip, affine, rotation, trivialAugment, colorJitter, blur, erasing");
        assertThat(spec.mixes()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "heavy | <probe><augmentation>: 'heavy' is not known; allowed: none, light, strong",
                "<crp/> | <augmentation><crp>: is not known; did you mean <crop>? allowed here: <crop>, <flip>,",
                "<crop><area>1</area></crop> | <augmentation><crop><area>: is not known;",
                "<crop><scale>0.9, 0.5</scale></crop> | <crop><scale>: must be two numbers with a comma between",
                "<crop><scale>0, 1</scale></crop> | each a number above 0 and at most 1, was '0, 1'",
                "<crop><scale>0.1, 0.2, 0.3</scale></crop> | <crop><scale>: must be two numbers",
                "<crop><scale>0.1,</scale></crop> | <crop><scale>: must be two numbers",
                "<crop/><crop/> | <augmentation><crop>: is given more than once",
                "light<crop/> | <augmentation>: must hold elements, holds the text 'light'",
                "<flip><horizontal>1.5</horizontal></flip> | <flip><horizontal>: must be a number from 0 to 1, was '1.5'",
                "<rotation/> | <rotation><degrees>: is missing; write the largest turn",
                "<rotation><degrees>270</degrees></rotation> | <degrees>: must be a number from 0 to 180, was '270'",
                "<rotation><degrees>9</degrees><interpolation>bicubic</interpolation></rotation> | allowed: nearest, bilinear",
                "<affine><shear>90</shear></affine> | <shear>: must be a number of at least 0 and below 90, was '90'",
                "<affine><scale>0</scale></affine> | <affine><scale>: must be two numbers",
                "<randAugment><magnitude>31</magnitude></randAugment> | <magnitude>: must be at most 30, was '31'",
                "<randAugment><operations>0</operations></randAugment> | must be a whole number of 1 or more",
                "<randAugment/><trivialAugment/> | <trivialAugment>: has no effect beside <randAugment>",
                "<colorJitter/> | <brightness>: is missing; write at least one of",
                "<colorJitter><hue>0.6</hue></colorJitter> | <hue>: must be a number from 0 to 0.5, was '0.6'",
                "<blur><kernelSize>4</kernelSize></blur> | <kernelSize>: must be odd, so that the kernel has a centre, was '4'",
                "<mixup><alpha>0</alpha></mixup> | <mixup><alpha>: must be a number above 0, was '0'",
            })
    void whatIsWrongIsSaid(String content, String message) {
        assertThatThrownBy(() -> nested(content))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("has a problem")
                .hasMessageContaining(message);
    }

    @Test
    void allProblemsAreSaidAtOnce() {
        assertThatThrownBy(() -> nested("<crop><scale>2</scale></crop><mixup><alpha>x</alpha></mixup><zoom/>"))
                .hasMessageContaining("has 3 problems");
    }

    @Test
    void specsReadTheSameFromTheirJson() throws Exception {
        List<String> all = List.of(
                "none",
                "light",
                "strong",
                "<crop/><flip/><affine/><randAugment/><grayscale/><blur/><erasing/><mixup/><cutmix/>",
                "<rotation><degrees>15</degrees></rotation><trivialAugment/><colorJitter><hue>0.1</hue></colorJitter>");
        for (String content : all) {
            AugmentationSpec spec = nested(content);
            Object json = AugmentationCodec.toJson(spec);
            String text = Json.writeCompact(Map.of("augmentation", json));
            JsonFields fields = new JsonFields(Json.read(text), "experiment");
            assertThat(AugmentationCodec.fromJson(fields, "augmentation")).isEqualTo(spec);
            fields.end();
        }
    }

    @Test
    void jsonHasThePomsWords() {
        assertThat(AugmentationCodec.toJson(AugmentationSpec.light())).isEqualTo("light");
        assertThat(Json.writeCompact(AugmentationCodec.toJson(nested("<mixup/><flip/>"))))
                .isEqualTo("{\"flip\":{\"horizontal\":0.5,\"vertical\":0},\"mixup\":{\"alpha\":0.2}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"augmentation\":\"heavy\"} | experiment.augmentation is unknown: 'heavy'",
                "{\"augmentation\":{\"zoom\":{}}} | unknown step 'zoom'",
                "{\"augmentation\":{\"mixup\":{\"alpha\":1,\"beta\":1}}} | mixup.beta is not known",
                "{\"augmentation\":{\"crop\":{\"scale\":[1],\"ratio\":[1,1]}}} | scale must be two numbers",
            })
    void foreignJsonIsRefused(String text, String message) throws Exception {
        JsonFields fields = new JsonFields(Json.read(text), "experiment");
        assertThatThrownBy(() -> AugmentationCodec.fromJson(fields, "augmentation"))
                .isInstanceOf(Json.MalformedException.class)
                .hasMessageContaining(message);
    }
}
