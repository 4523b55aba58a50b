package io.github.tlmaven.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.Trainings;
import io.github.tlmaven.spec.BatchSpec.Sampling;
import io.github.tlmaven.spec.Json.MalformedException;
import io.github.tlmaven.spec.LossSpec.ClassWeights;
import io.github.tlmaven.spec.OptimizerSpec.Moments;
import io.github.tlmaven.spec.SelectionSpec.Keep;
import io.github.tlmaven.spec.SelectionSpec.Monitor;
import io.github.tlmaven.spec.SelectionSpec.Stopping;
import io.github.tlmaven.spec.UpdateSpec.Clipping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of training survives the way through the plan's JSON. */
class TrainingCodecTest {

    private static final TrainingSpec PLAIN = Trainings.plain(9, 32, new OptimizerSpec.AdamW(1e-3, 0.01));

    static Stream<TrainingSpec> trainings() {
        return Stream.of(updates(), schedules(), losses(), augmentations(), others())
                .flatMap(each -> each);
    }

    private static Stream<TrainingSpec> updates() {
        Moments moments = new Moments(0.5, 0.75, 1e-6);
        Stream<UpdateSpec> optimizers = Stream.of(
                        new OptimizerSpec.AdamW(1e-3, moments, 0),
                        new OptimizerSpec.Adam(1e-4, moments, 0.1),
                        new OptimizerSpec.Sgd(0.1, 0.9, 0, true, 1e-4),
                        new OptimizerSpec.Sgd(0.1, 0.9, 0.5, false, 0),
                        new OptimizerSpec.RmsProp(0.01, 0.9, 1e-3, 0.8, 1e-5))
                .map(UpdateSpec::new);
        Stream<UpdateSpec> others = Stream.of(
                new UpdateSpec(PLAIN.update().optimizer(), true, new Clipping.Value(0.5), OptionalDouble.of(0.99)),
                new UpdateSpec(PLAIN.update().optimizer(), false, new Clipping.Norm(2), OptionalDouble.empty()));
        return Stream.concat(optimizers, others).map(update -> Trainings.with(PLAIN, update));
    }

    private static Stream<TrainingSpec> schedules() {
        return Stream.of(
                        new ScheduleSpec(1, new Decay.Constant()),
                        new ScheduleSpec(0, new Decay.Step(3, 0.5)),
                        new ScheduleSpec(0, new Decay.MultiStep(List.of(2, 5), 0.1)),
                        new ScheduleSpec(2, new Decay.Exponential(0.9)),
                        new ScheduleSpec(0, new Decay.Polynomial(0.5)),
                        new ScheduleSpec(0, new Decay.Cosine(0.01)),
                        new ScheduleSpec(0, new Decay.OneCycle(0.4)))
                .map(schedule -> Trainings.with(PLAIN, schedule));
    }

    private static Stream<TrainingSpec> losses() {
        Map<String, Double> byClass = new LinkedHashMap<>();
        byClass.put("z ä", 2.5);
        byClass.put("a", 1e-3);
        return Stream.of(
                        new LossSpec.CrossEntropy(0.1, new ClassWeights.Balanced()),
                        new LossSpec.CrossEntropy(0, new ClassWeights.Given(byClass)),
                        new LossSpec.Focal(1.5, new ClassWeights.None()))
                .map(loss -> Trainings.with(PLAIN, loss));
    }

    private static Stream<TrainingSpec> augmentations() {
        AugmentationSpec steps = new AugmentationSpec(List.of(
                new AugmentationStep.Flip(0.25, 0.75),
                new AugmentationStep.Rotation(12.5, Resampling.BILINEAR),
                new MixingStep.Mixup(0.3)));
        return Stream.of(AugmentationSpec.none(), AugmentationSpec.light(), AugmentationSpec.strong(), steps)
                .map(augmentation -> Trainings.with(PLAIN, augmentation, 2));
    }

    private static Stream<TrainingSpec> others() {
        return Stream.of(
                Trainings.with(PLAIN, new BatchSpec(8, 4, 3, Sampling.BALANCED)),
                Trainings.with(PLAIN, new SelectionSpec(Keep.LAST, Monitor.VALIDATION_LOSS, Optional.empty())),
                Trainings.with(
                        PLAIN,
                        new SelectionSpec(Keep.BEST, Monitor.VALIDATION_LOSS, Optional.of(new Stopping(3, 0.001)))));
    }

    private static TrainingSpec read(String json) throws MalformedException {
        JsonFields fields = new JsonFields(Json.read(json), "training");
        TrainingSpec training = TrainingCodec.fromJson(fields);
        fields.end();
        return training;
    }

    @ParameterizedTest
    @MethodSource("trainings")
    void everyTrainingSurvivesTheRoundTrip(TrainingSpec training) throws MalformedException {
        assertThat(read(Json.write(TrainingCodec.members(training)))).isEqualTo(training);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"optimizer\": \"adamw\" | \"optimizer\": \"lamb\" | unknown optimizer 'lamb'",
                "\"schedule\": \"cosine\" | \"schedule\": \"linear\" | unknown schedule 'linear'",
                "\"loss\": \"cross-entropy\" | \"loss\": \"hinge\" | unknown loss 'hinge'",
                "\"patience\": \"none\" | \"patience\": \"never\" | training.patience is unknown: 'never'",
                "\"emaDecay\": \"none\" | \"emaDecay\": true | training.emaDecay must be a number",
                "\"clipNorm\": \"none\" | \"clipNorm\": \"no\" | training.clipNorm is unknown: 'no'",
                "\"classWeights\": \"none\" | \"classWeights\": \"some\" | training.classWeights is unknown: 'some'",
                "\"decayAll\": false | \"decayAll\": 0 | training.decayAll must be true or false",
                "\"monitor\": \"validation_accuracy\" | \"monitor\": \"f1\" | training.monitor is unknown: 'f1'",
                "\"augmentation\": \"none\" | \"augmentation\": \"heavy\" | training.augmentation is unknown: 'heavy'",
                "\"augmentation\": \"none\" | \"augmentation\": {\"tilt\": {}} | unknown step 'tilt' of an augmentation",
                "\"beta1\": 0.9 | \"alpha\": 0.9 | training.beta1 is missing",
            })
    void whatIsNotATrainingIsNamed(String member, String other, String expected) {
        String json = Json.write(TrainingCodec.members(PLAIN));
        assertThat(json).contains(member);
        assertThatThrownBy(() -> read(json.replace(member, other)))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(expected);
    }
}
