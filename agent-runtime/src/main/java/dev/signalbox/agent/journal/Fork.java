package dev.signalbox.agent.journal;

import org.jspecify.annotations.Nullable;

/**
 * A new run that begins with what another has done.
 *
 * @param run the new run, without steps
 * @param source the run whose steps are copied
 * @param until the place of the last step that is copied
 * @param result JSON that takes the place of that step's result, {@code null} to keep it
 */
public record Fork(
        RunRecord run, RunId source, long until, @Nullable String result) {

    /** What a store says that finds no ended step at the place. */
    public IllegalArgumentException nothingToReplace() {
        return new IllegalArgumentException("Run " + source + " has no ended step at place " + until
                + ", whose result could be replaced. Fork it at the place of one of its ended steps.");
    }

    /** What a store says that has the new run already. */
    public IllegalArgumentException known() {
        return new IllegalArgumentException("There is a run " + run.id()
                + ", or one with its start key, already. Give the new" + " run an id and a start key of its own.");
    }
}
