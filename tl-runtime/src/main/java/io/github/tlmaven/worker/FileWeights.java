package io.github.tlmaven.worker;

import ai.djl.ndarray.NDManager;
import io.github.tlmaven.engine.Log;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.weights.ClassifierFit;
import io.github.tlmaven.weights.NetworkLoader;
import io.github.tlmaven.weights.WeightsFile;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Architectures;
import io.github.tlmaven.zoo.Head;
import io.github.tlmaven.zoo.StateDict;
import java.util.Iterator;
import java.util.List;

/**
 * A state dict in a file.
 *
 * @param file          closed with this
 * @param description   what is said of it
 * @param preprocessing of its pictures
 * @param classes       of the dataset, in the order of the outputs
 * @param log           hears what was done to make the file fit
 */
record FileWeights(
        WeightsFile file, Description description, Preprocessing preprocessing, List<String> classes, Log log)
        implements StartingWeights {

    /** Copies the classes. */
    FileWeights {
        classes = List.copyOf(classes);
    }

    @Override
    public boolean varyBySeed() {
        return false;
    }

    @Override
    public StateDict load(Architecture architecture, long seed, NDManager owner, Workers workers) {
        file.adjustments().forEach(sentence -> log.info(file.origin() + ": " + sentence));
        ClassifierFit fit = ClassifierFit.of(file, architecture, classes);
        log.info(file.origin() + ": " + fit.reason());
        NetworkLoader loader = new NetworkLoader(FileWeights::known);
        return fit.kept() ? loader.whole(file, architecture, owner) : loader.belowClassifier(file, architecture, owner);
    }

    private static Iterator<Architecture> known() {
        return Architectures.names().stream()
                .map(name -> Architectures.of(name, Head.of(1)))
                .iterator();
    }

    @Override
    public void close() {
        file.close();
    }
}
