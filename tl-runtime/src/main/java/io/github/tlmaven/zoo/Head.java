package io.github.tlmaven.zoo;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What stands where a network's last linear layer stood. Without a hidden layer it is dropout and a linear layer of the
 * old name. With one it is linear, ReLU, dropout, linear, named as the members 0 to 3 of a torch.nn.Sequential below the
 * old name.
 *
 * @param classes width of the logits, 1 or more
 * @param dropout share of values that are dropped before the last linear layer, in [0, 1); absent for the network's own
 * @param hidden  width of the hidden layer, 1 or more; absent for none
 */
public record Head(int classes, OptionalDouble dropout, OptionalInt hidden) {

    /** Checks the ranges. */
    public Head {
        if (classes < 1) {
            throw new IllegalArgumentException("classes must be 1 or more, was " + classes);
        }
        dropout.ifPresent(rate -> {
            if (!(rate >= 0 && rate < 1)) {
                throw new IllegalArgumentException("dropout must lie in [0, 1), was " + rate);
            }
        });
        hidden.ifPresent(width -> {
            if (width < 1) {
                throw new IllegalArgumentException("hidden must be 1 or more, was " + width);
            }
        });
    }

    /** One linear layer, with the dropout that the network was published with. */
    public static Head of(int classes) {
        return new Head(classes, OptionalDouble.empty(), OptionalInt.empty());
    }

    /**
     * The stage in a network.
     *
     * @param last         the network's own last layer; its width of output does not matter
     * @param publishedDropout rate of the network's own dropout
     */
    Stage stage(Linear last, double publishedDropout) {
        double rate = dropout.orElse(publishedDropout);
        List<Layer> layers = new ArrayList<>();
        if (hidden.isEmpty()) {
            addDropout(layers, last.name(), rate);
            layers.add(new Linear(last.name(), last.in(), classes, last.initializer()));
        } else {
            int width = hidden.getAsInt();
            Linear first = new Linear(last.name() + ".0", last.in(), width, LinearInitializer.TORCH);
            layers.add(new Activated(first, Activation.RELU));
            addDropout(layers, last.name() + ".2", rate);
            layers.add(new Linear(last.name() + ".3", width, classes, LinearInitializer.TORCH));
        }
        return new Stage(last.name(), new Sequence(layers));
    }

    private static void addDropout(List<Layer> layers, String name, double rate) {
        if (rate > 0) {
            layers.add(new Dropout(name, rate));
        }
    }
}
