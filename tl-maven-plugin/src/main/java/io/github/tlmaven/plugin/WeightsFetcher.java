package io.github.tlmaven.plugin;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.download.Downloader;
import io.github.tlmaven.failure.TlException;
import io.github.tlmaven.failure.WeightsException;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.FetchedFile;
import io.github.tlmaven.spec.WeightsSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Brings the weights of experiments onto this machine, each file once, before a worker starts. */
final class WeightsFetcher {

    private final Downloader downloader;
    private final Function<WeightsSource.Artifact, Path> artifacts;
    private final boolean offline;

    /**
     * @param artifacts resolves an artifact, or throws a {@link TlException}
     * @param offline      whether downloads are forbidden; what is in the cache is used all the same
     */
    WeightsFetcher(Downloader downloader, Function<WeightsSource.Artifact, Path> artifacts, boolean offline) {
        this.downloader = downloader;
        this.artifacts = artifacts;
        this.offline = offline;
    }

    /**
     * The files of those experiments that need one, by experiment's id.
     *
     * @throws WeightsException that names everything that cannot be had, or is another file than the pom states
     */
    Map<String, FetchedFile> fetch(List<Experiment> experiments) throws InterruptedException {
        Map<String, FetchedFile> fetched = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        Set<String> fixes = new LinkedHashSet<>();
        for (Map.Entry<WeightsNeed, List<String>> need : needs(experiments).entrySet()) {
            try {
                FetchedFile file = fetch(need.getKey());
                need.getValue().forEach(id -> fetched.put(id, file));
            } catch (TlException e) {
                problems.add(elements(need.getValue()) + ": " + e.problem());
                fixes.add(e.fix());
            }
        }
        if (!problems.isEmpty()) {
            String bullet = System.lineSeparator() + "  - ";
            throw new WeightsException(
                    "Weights are missing or not as stated:" + bullet + String.join(bullet, problems),
                    String.join(bullet, fixes));
        }
        return fetched;
    }

    private static Map<WeightsNeed, List<String>> needs(List<Experiment> experiments) {
        Map<WeightsNeed, List<String>> needs = new LinkedHashMap<>();
        for (Experiment experiment : experiments) {
            WeightsNeed.of(experiment)
                    .ifPresent(need -> needs.computeIfAbsent(need, unused -> new ArrayList<>())
                            .add(experiment.id()));
        }
        return needs;
    }

    private static String elements(List<String> ids) {
        return "<experiments><" + String.join(">, <", ids) + ">";
    }

    /** Maven compares the artifact with its repository's checksum; what the pom states is compared here. */
    private FetchedFile resolved(WeightsNeed.Artifact need) {
        Path file = artifacts.apply(need.source()).toAbsolutePath();
        if (need.sha256().isPresent()) {
            Sha256 found = Sha256.of(file);
            if (!found.hex().equals(need.sha256().get())) {
                throw new WeightsException(
                        need.text() + " is another file than <sha256> states: " + file + " has SHA-256 " + found
                                + ", expected " + need.sha256().get(),
                        "correct <sha256> if you trust the file, else the coordinates.");
            }
        }
        return new FetchedFile(file, need.sha256().orElse(""));
    }

    private FetchedFile fetch(WeightsNeed need) throws InterruptedException {
        if (need instanceof WeightsNeed.Artifact artifact) {
            return resolved(artifact);
        }
        WeightsNeed.Download download = (WeightsNeed.Download) need;
        if (!offline) {
            return downloader.fetch(download.file());
        }
        Optional<FetchedFile> cached = downloader.cached(download.file());
        return cached.orElseThrow(() -> new WeightsException(
                need.text() + " is not in the cache, and Maven is offline (-o)",
                "run mvn tl:resolve once without -o."));
    }
}
