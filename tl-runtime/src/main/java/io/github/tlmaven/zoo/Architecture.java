package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;

/**
 * A network without its numbers: stages from the input to the logits. Boundary i is the input of stage i; boundary 0 is
 * the picture. The last stage is the head, which a transfer replaces.
 *
 * @param name      as timm or torchvision spell it
 * @param stages    from the stem to the head
 * @param landmarks places among the stages
 * @param classes   width of the logits
 */
public record Architecture(String name, List<Stage> stages, Landmarks landmarks, int classes) {

    /** Copies the stages and checks that the landmarks are among them. */
    public Architecture {
        stages = List.copyOf(stages);
        for (String wanted : List.of(landmarks.lastBlock(), landmarks.pooled())) {
            if (stages.stream().noneMatch(stage -> stage.name().equals(wanted))) {
                throw new IllegalArgumentException(name + " has no stage " + wanted);
            }
        }
    }

    /** Name of the stage at which fine-tuning of the last block begins. */
    public String lastBlock() {
        return landmarks.lastBlock();
    }

    /** Width of the head's input. */
    public int featureWidth() {
        return landmarks.featureWidth();
    }

    /** Smallest side of a picture, in pixels. */
    public int minInput() {
        return landmarks.minInput();
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

    /** The boundary of the head: its input is N×{@link #featureWidth}. */
    public int head() {
        return stages.size() - 1;
    }

    /**
     * The boundary of the pooled features, N×C. It is {@link #head} unless the classifier has hidden layers, as VGG's
     * and MobileNetV3's has.
     */
    public int pooled() {
        return boundary(landmarks.pooled()).orElseThrow();
    }

    /** Names of the stages, from the input to the head. */
    public List<String> stageNames() {
        return stages.stream().map(Stage::name).toList();
    }

    /** Name of a boundary: that of the stage above it. */
    public String boundaryName(int boundary) {
        return stages.get(boundary).name();
    }

    /** Computes the stages from one boundary to another; the caller closes the output and keeps the input. */
    public NDArray forward(NDArray input, int from, int to, Pass pass) {
        List<Layer> layers = stages.subList(from, to).stream().map(Stage::layer).toList();
        return new Sequence(layers).forward(input, pass);
    }

    /** Every convolution with batch norm between two boundaries. */
    List<ConvNorm> convolutions(int from, int to) {
        return stages.subList(from, to).stream()
                .flatMap(stage -> stage.layer().tree())
                .filter(ConvNorm.class::isInstance)
                .map(ConvNorm.class::cast)
                .toList();
    }
}
