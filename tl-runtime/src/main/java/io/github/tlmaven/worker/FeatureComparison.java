package io.github.tlmaven.worker;

import io.github.tlmaven.data.Picture;
import io.github.tlmaven.data.audit.FeatureAudit;
import io.github.tlmaven.features.CosineSearch;
import io.github.tlmaven.features.EvaluationInputs;
import io.github.tlmaven.features.PixelSource;
import io.github.tlmaven.features.StoredInputs;
import io.github.tlmaven.spec.AuditSpec;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.RunRequest;
import io.github.tlmaven.zoo.StateDict;
import java.util.List;

/**
 * Has the network of an experiment look at pictures, and finds those that it sees as nearly one. The features are those in
 * front of the head, of pictures as evaluation sees them; the store keeps them for the experiment itself.
 */
final class FeatureComparison {

    private final Bench bench;
    private final RunRequest request;
    private final List<String> classes;

    FeatureComparison(Bench bench, RunRequest request, List<String> classes) {
        this.bench = bench;
        this.request = request;
        this.classes = List.copyOf(classes);
    }

    /** Compares all pictures of an audit with each other by the features that the plan names, if it does. */
    void run(FeatureAudit audit) {
        request.plan().audit().comparedFeatures().ifPresent(features -> run(features, audit));
    }

    private void run(AuditSpec.Features features, FeatureAudit audit) {
        Experiment experiment = request.plan().audited().orElseThrow();
        String label = "audit: features of " + experiment.id();
        List<Picture> pictures = audit.pictures();
        EvaluationInputs inputs = inputs(label + ":", experiment, pictures);
        new CosineSearch(bench.session(), bench.workers(), bench.log())
                .forEach(label + " compared:", inputs, features.minCosine(), audit::add);
        bench.log().info(label + " compared, of " + pictures.size() + " pictures");
    }

    private EvaluationInputs inputs(String label, Experiment experiment, List<Picture> pictures) {
        long seed = request.plan().seeds().get(0); // decides where the network begins with random numbers alone
        try (StartingNetwork network = new NetworkOpener(bench, request, classes).open(experiment);
                StateDict tensors = network.load(seed, bench)) {
            int boundary = CellTrainer.boundary(experiment, network.architecture());
            List<PixelSource> sources = new PictureViews(network.preprocessing()).evaluated(pictures);
            return new StoredInputs(bench.extractor().extract(label, network.network(tensors), boundary, sources));
        }
    }
}
