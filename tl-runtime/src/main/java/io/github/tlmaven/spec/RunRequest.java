package io.github.tlmaven.spec;

/**
 * What the plugin writes to the worker's standard input.
 *
 * @param goal      what to do
 * @param plan      what decides the numbers
 * @param workspace where, and with how many cores
 */
public record RunRequest(Goal goal, Plan plan, Workspace workspace) {}
