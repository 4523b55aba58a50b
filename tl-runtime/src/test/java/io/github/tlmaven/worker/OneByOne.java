package io.github.tlmaven.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.data.Dataset;
import io.github.tlmaven.data.EvalPipeline;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.data.TrainPipeline;
import io.github.tlmaven.data.augment.Mix;
import io.github.tlmaven.data.augment.Mixer;
import io.github.tlmaven.data.augment.RandomSteps;
import io.github.tlmaven.engine.ChannelsLast;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.features.Batches;
import io.github.tlmaven.features.EvaluationInputs;
import io.github.tlmaven.features.TrainingInputs;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.train.Losses;
import io.github.tlmaven.train.Mixing;
import io.github.tlmaven.train.StageTasks;
import io.github.tlmaven.train.TrainingTask;
import io.github.tlmaven.train.ValidationTask;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.FrozenStages;
import io.github.tlmaven.zoo.StateDict;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tasks whose activations are computed before a training of so many epochs: each picture in each epoch goes through the
 * frozen part alone, in a batch of copies of itself, on the thread that asks.
 *
 * @param network below the boundaries
 * @param dataset holds the pictures
 * @param spec    says how they are augmented, and for how many epochs
 * @param seed    of the cell
 */
record OneByOne(Network network, Dataset dataset, TrainingSpec spec, long seed) implements StageTasks {

    /** A network whose tensors nobody changes. */
    record Network(EngineSession session, Architecture architecture, StateDict tensors, Preprocessing preprocessing) {

        private int side() {
            return preprocessing.crop();
        }

        private Row forward(int boundary, float[] pixels) {
            FloatBuffer copies = FloatBuffer.allocate(pixels.length * Batches.SIZE);
            for (int i = 0; i < Batches.SIZE; i++) {
                copies.put(pixels);
            }
            Shape shape = new Shape(Batches.SIZE, side(), side(), Preprocessing.CHANNELS);
            try (NDManager manager = session.newManager();
                    FrozenStages below = new FrozenStages(architecture, 0, boundary, tensors);
                    NDArray batch = manager.create(copies.array(), shape);
                    NDArray input = batch.transpose(0, 3, 1, 2);
                    NDArray output = below.forward(input)) {
                FloatBuffer rows = ChannelsLast.toRows(output);
                rows.limit(rows.remaining() / Batches.SIZE);
                return new Row(new Shape(ChannelsLast.rowShape(output)), rows);
            }
        }
    }

    private record Row(Shape shape, FloatBuffer values) {}

    @Override
    public TrainingTask training(int boundary) {
        Map<Integer, List<Row>> byEpoch = new LinkedHashMap<>();
        for (int epoch = 0; epoch < spec.epochs(); epoch++) {
            int now = epoch;
            byEpoch.put(epoch, rows(boundary, dataset.train(), picture -> mixed(picture, now)));
        }
        List<Picture> pictures = dataset.train();
        List<Integer> labels = pictures.stream().map(Picture::label).toList();
        TrainingTask task = new TrainingTask(
                new Inputs(byEpoch),
                labels,
                pictures.stream().map(Picture::path).toList(),
                Losses.of(spec.loss(), dataset.classes(), labels),
                seed);
        int classes = dataset.classes().size();
        return mixer().map(mixer -> task.with(new Mixing(mixer, classes))).orElse(task);
    }

    @Override
    public ValidationTask validation(int boundary) {
        EvalPipeline pipeline = new EvalPipeline(network.preprocessing());
        List<Row> rows = rows(boundary, dataset.validation(), picture -> {
            FloatBuffer pixels = FloatBuffer.allocate(pipeline.floats());
            pipeline.write(picture, pixels);
            return pixels.array();
        });
        List<Integer> labels = dataset.validation().stream().map(Picture::label).toList();
        return new ValidationTask(new Inputs(Map.of(0, rows)), labels);
    }

    private List<Row> rows(int boundary, List<Picture> pictures, Function<Picture, float[]> pixels) {
        return pictures.stream()
                .map(picture -> network.forward(boundary, pixels.apply(picture)))
                .toList();
    }

    private Optional<Mixer> mixer() {
        return Mixer.of(spec.augmentation(), network.side(), seed);
    }

    private float[] mixed(Picture picture, int epoch) {
        float[] own = augmented(picture, epoch);
        mixer().ifPresent(mixer -> {
            Mix mix = mixer.choose(picture.path(), epoch, dataset.train().size());
            mix.pixels(own, augmented(dataset.train().get(mix.partner()), epoch), network.side());
        });
        return own;
    }

    private float[] augmented(Picture picture, int epoch) {
        Preprocessing preprocessing = network.preprocessing();
        TrainPipeline pipeline =
                new TrainPipeline(preprocessing, new RandomSteps(spec.augmentation(), preprocessing), seed);
        FloatBuffer pixels = FloatBuffer.allocate(pipeline.floats());
        pipeline.write(picture, epoch, pixels);
        return pixels.array();
    }

    private record Inputs(Map<Integer, List<Row>> byEpoch) implements TrainingInputs, EvaluationInputs {
        @Override
        public int size() {
            return rows(0).size();
        }

        private List<Row> rows(int epoch) {
            return byEpoch.getOrDefault(epoch, List.of());
        }

        @Override
        public NDArray batch(List<Integer> items, NDManager manager) {
            return batch(items, 0, manager);
        }

        @Override
        public NDArray batch(List<Integer> items, int epoch, NDManager manager) {
            List<Row> chosen = new ArrayList<>();
            items.forEach(item -> chosen.add(rows(epoch).get(item)));
            return ChannelsLast.filled(
                    manager,
                    chosen.size(),
                    chosen.get(0).shape().getShape(),
                    values -> chosen.forEach(row -> values.put(row.values().duplicate())));
        }
    }
}
