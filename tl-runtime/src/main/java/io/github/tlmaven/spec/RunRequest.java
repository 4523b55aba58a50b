package io.github.tlmaven.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the plugin writes to the worker's standard input.
 *
 * @param goal      what to do
 * @param plan      what decides the numbers
 * @param workspace where, and with how many cores
 * @param fetched   weights that came from a repository or the network, by experiment's id
 * @param dataset   the dataset's archive that came from a repository
 */
public record RunRequest(
        Goal goal, Plan plan, Workspace workspace, Map<String, FetchedFile> fetched, Optional<FetchedFile> dataset) {

    /** Copies the map, keeping its order. */
    public RunRequest {
        fetched = Collections.unmodifiableMap(new LinkedHashMap<>(fetched));
    }

    /** A request for which nothing had to be fetched. */
    public RunRequest(Goal goal, Plan plan, Workspace workspace) {
        this(goal, plan, workspace, Map.of());
    }

    /** A request whose dataset is on this machine by itself. */
    public RunRequest(Goal goal, Plan plan, Workspace workspace, Map<String, FetchedFile> fetched) {
        this(goal, plan, workspace, fetched, Optional.empty());
    }

    /** The fetched weights of an experiment. */
    public Optional<FetchedFile> fetched(Experiment experiment) {
        return Optional.ofNullable(fetched.get(experiment.id()));
    }
}
