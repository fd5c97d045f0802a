package dev.signalbox.agent;

import dev.signalbox.agent.dispatch.RunDispatcher;
import dev.signalbox.agent.event.RunListeners;
import dev.signalbox.agent.journal.JournalListener;
import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.json.Json;
import dev.signalbox.agent.port.ModelSource;
import dev.signalbox.agent.tool.ToolBox;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * What a runtime is made of.
 *
 * @param store keeps the journals
 * @param dispatcher says who works on a run and when
 * @param models where model calls go
 * @param programs what can be run
 * @param toolBox the tools
 * @param settings what holds for all runs
 * @param json how things are written
 * @param watch is told of steps, and may stop them
 * @param listeners are told what happens
 * @param traceParents gives the trace that a run of a program belongs to which is started now
 * @param clock what time it is
 * @param randomness where chance comes from
 * @param executor for branches
 */
@Builder
record Parts(
        JournalStore store,
        RunDispatcher dispatcher,
        ModelSource models,
        Programs programs,
        ToolBox toolBox,
        AgentSettings settings,
        Json json,
        JournalListener watch,
        RunListeners listeners,
        Function<String, @Nullable String> traceParents,
        InstantSource clock,
        RandomGenerator randomness,
        Executor executor) {

    /** A new id. */
    String newId() {
        return new UUID(randomness.nextLong(), randomness.nextLong()).toString();
    }
}
