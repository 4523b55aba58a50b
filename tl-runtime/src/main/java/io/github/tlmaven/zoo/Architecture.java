package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network without its numbers: stages from the input to the logits. Boundary i is the input of stage i; boundary 0 is
 * the picture.
 *
 * @param name         as timm or torchvision spell it
 * @param stages       from the stem to the classifier, which is the last
 * @param classifier   state-dict name of the layer that gives the logits
 * @param lastBlock    name of the stage at which fine-tuning of the last block begins
 * @param featureWidth width of the pooled features, the classifier's input
 * @param classes      width of the logits
 */
public record Architecture(
        String name, List<Stage> stages, String classifier, String lastBlock, int featureWidth, int classes) {

    /** Copies the stages and checks that the last block is one of them. */
    public Architecture {
        stages = List.copyOf(stages);
        String wanted = lastBlock;
        if (stages.stream().noneMatch(stage -> stage.name().equals(wanted))) {
            throw new IllegalArgumentException(name + " has no stage " + wanted);
        }
    }

    /** All tensors in the state dict's order. */
    public List<TensorSpec> tensors() {
        return tensors(0, stages.size());
    }

    /** The tensors of the stages from one boundary to another. */
    public List<TensorSpec> tensors(int from, int to) {
        return stages.subList(from, to).stream()
                .flatMap(stage -> stage.layer().tensors().stream())
                .toList();
    }

    /** Number of trainable values, running statistics not counted. */
    public long parameters() {
        return parameters(0);
    }

    /** Number of trainable values of the stages from a boundary upwards. */
    public long parameters(int from) {
        return tensors(from, stages.size()).stream()
                .filter(spec -> spec.role().isParameter())
                .mapToLong(TensorSpec::size)
                .sum();
    }

    /** The boundary of a stage's name. */
    public Optional<Integer> boundary(String stage) {
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i).name().equals(stage)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** The boundary of the pooled features: the classifier's input, N×{@link #featureWidth}. */
    public int pooledFeatures() {
        return stages.size() - 1;
    }

    /** Names of the stages, from the input to the classifier. */
    public List<String> stageNames() {
        return stages.stream().map(Stage::name).toList();
    }

    /** Name of a boundary: that of the stage above it. */
    public String boundaryName(int boundary) {
        return stages.get(boundary).name();
    }

    /** Computes the stages from one boundary to another; the caller closes the output and keeps the input. */
    public NDArray forward(NDArray input, int from, int to, Pass pass) {
        List<Layer> layers = new ArrayList<>();
        stages.subList(from, to).forEach(stage -> layers.add(stage.layer()));
        return new Sequence(layers).forward(input, pass);
    }

    /** Every convolution with batch norm between two boundaries. */
    List<ConvNorm> convolutions(int from, int to) {
        List<ConvNorm> found = new ArrayList<>();
        stages.subList(from, to).forEach(stage -> collect(stage.layer(), found));
        return found;
    }

    private static void collect(Layer layer, List<ConvNorm> found) {
        if (layer instanceof ConvNorm convolution) {
            found.add(convolution);
        } else if (layer instanceof Sequence sequence) {
            sequence.layers().forEach(inner -> collect(inner, found));
        } else if (layer instanceof Residual residual) {
            collect(residual.body(), found);
        }
    }
}
