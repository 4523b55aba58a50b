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
 * @param archives  of pictures that came from a repository: by the names that {@link Plan#archives} has
 */
public record RunRequest(
        Goal goal,
        Plan plan,
        Workspace workspace,
        Map<String, FetchedFile> fetched,
        Map<String, FetchedFile> archives) {

    /** Copies the maps, keeping their order. */
    public RunRequest {
        fetched = Collections.unmodifiableMap(new LinkedHashMap<>(fetched));
        archives = Collections.unmodifiableMap(new LinkedHashMap<>(archives));
    }

    /** A request for which nothing had to be fetched. */
    public RunRequest(Goal goal, Plan plan, Workspace workspace) {
        this(goal, plan, workspace, Map.of());
    }

    /** A request whose pictures are on this machine by themselves. */
    public RunRequest(Goal goal, Plan plan, Workspace workspace, Map<String, FetchedFile> fetched) {
        this(goal, plan, workspace, fetched, Map.of());
    }

    /** The fetched weights of an experiment. */
    public Optional<FetchedFile> fetched(Experiment experiment) {
        return Optional.ofNullable(fetched.get(experiment.id()));
    }
}
