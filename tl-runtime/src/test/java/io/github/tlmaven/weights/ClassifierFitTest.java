package io.github.tlmaven.weights;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.TestArchitectures;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Architectures;
import io.github.tlmaven.zoo.Head;
import io.github.tlmaven.zoo.TensorSpec;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassifierFitTest {

    private static final List<String> OURS = List.of("ant", "bee");

    private static final Architecture NETWORK = TestArchitectures.of(
            "small", List.of(TestArchitectures.tensor("conv.bias", TensorSpec.Role.BIAS, 3)), "fc", 3, OURS.size());

    private static WeightsFile file(String classes, String... tensors) {
        StringBuilder header = new StringBuilder("{\"__metadata__\":{" + classes + "}");
        int at = 0;
        for (String tensor : tensors) {
            header.append(",\"%s\":{\"dtype\":\"U8\",\"shape\":[2,3],\"data_offsets\":[%d,%d]}"
                    .formatted(tensor, at, at + 6));
            at += 6;
        }
        return RawSafetensors.open(RawSafetensors.bytes(header.append('}').toString(), new byte[at]));
    }

    private static String named(String json) {
        return "\"classes\":\"" + json.replace("\"", "\\\"") + "\"";
    }

    @Test
    void theSameClassesInTheSameOrderKeepTheClassifier() {
        ClassifierFit fit = ClassifierFit.of(file(named("[\"ant\",\"bee\"]"), "fc.weight"), NETWORK, OURS);
        assertThat(fit.kept()).isTrue();
        assertThat(fit.reason()).startsWith("The classifier is kept");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"bee\",\"ant\"]|the file's classes are [\"bee\",\"ant\"], those of the data are [\"ant\",\"bee\"]",
                "[\"ant\"]|the file's classes are [\"ant\"]",
                "nonsense|the file's classes are nonsense",
                "{}|the file's classes are {}"
            })
    void otherNamesReplaceIt(String classes, String reason) {
        ClassifierFit fit = ClassifierFit.of(file(named(classes), "fc.weight"), NETWORK, OURS);
        assertThat(fit.kept()).isFalse();
        assertThat(fit.reason()).startsWith("The classifier is replaced").contains(reason);
    }

    @Test
    void aFileThatDoesNotNameItsClassesReplacesIt() {
        assertThat(ClassifierFit.of(file("", "fc.weight"), NETWORK, OURS))
                .isEqualTo(new ClassifierFit(
                        false, "The classifier is replaced by a new one: the file does not name its 2 classes."));
    }

    @Test
    void anotherNumberOfClassesReplacesIt() {
        List<String> three = List.of("ant", "bee", "wasp");
        assertThat(ClassifierFit.of(file(named("[\"ant\",\"bee\"]"), "fc.weight"), NETWORK, three)
                        .reason())
                .contains("the file's has 2 classes, the data have 3");
    }

    @Test
    void aClassifierOfOtherLayersReplacesIt() {
        WeightsFile file = file(named("[\"ant\",\"bee\"]"), "fc.weight", "fc.bias");
        assertThat(ClassifierFit.of(file, NETWORK, OURS).reason()).contains("other layers");
    }

    @Test
    void aFileWithoutClassifierReplacesIt() {
        assertThat(ClassifierFit.of(file("", "conv.bias"), NETWORK, OURS).reason())
                .contains("the file has no 'fc.weight'");
    }

    @Test
    void aHeadWithAHiddenLayerIsKeptForTheSameClasses() {
        Architecture hidden =
                Architectures.of("resnet18", new Head(OURS.size(), OptionalDouble.empty(), OptionalInt.of(1)));
        String tensors = "\"fc.0.weight\":{\"dtype\":\"U8\",\"shape\":[1,512],\"data_offsets\":[0,512]},"
                + "\"fc.0.bias\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[512,513]},"
                + "\"fc.3.weight\":{\"dtype\":\"U8\",\"shape\":[2,1],\"data_offsets\":[513,515]},"
                + "\"fc.3.bias\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[515,517]}";
        String header = "{\"__metadata__\":{" + named("[\"ant\",\"bee\"]") + "}," + tensors + "}";
        WeightsFile file = RawSafetensors.open(RawSafetensors.bytes(header, new byte[517]));

        assertThat(ClassifierFit.of(file, hidden, OURS).kept()).isTrue();
        assertThat(ClassifierFit.of(file, hidden, List.of("bee", "ant")).kept()).isFalse();
    }
}
