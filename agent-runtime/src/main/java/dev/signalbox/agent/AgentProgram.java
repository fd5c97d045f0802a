package dev.signalbox.agent;

import org.jspecify.annotations.Nullable;

/**
 * What a run does, in plain Java. It is run from its start whenever the run goes on: what goes through its {@link Run} was
 * done before and is only read from the journal, everything else is done again. So whatever has effects, takes long or
 * comes out differently each time goes through the {@link Run}. Must be thread-safe.
 *
 * @param <I> what a run is started with; written as JSON
 * @param <O> what comes of it; written as JSON
 */
@FunctionalInterface
public interface AgentProgram<I extends @Nullable Object, O extends @Nullable Object> {

    /**
     * Does the work, or what is left of it.
     *
     * @param input what the run was started with
     * @param run the way to all that has effects
     */
    O run(I input, Run run);

    /**
     * What names the program in the journal, so that its class may get another name; the simple name of the class unless
     * overridden.
     */
    default String name() {
        String name = getClass().getSimpleName();
        int generated = name.indexOf("$$");
        return generated < 0 ? name : name.substring(0, generated);
    }
}
