package dev.signalbox.agent;

import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.service.tool.AiServiceTool;
import dev.langchain4j.service.tool.ToolProvider;
import dev.signalbox.agent.journal.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A program's way to all that has effects: each is done once and recorded, and read from the journal when the program comes
 * by again. May be used by the program's own threads only, those of {@link #parallel} among them.
 *
 * <p>Methods may end the slice by an {@link Error}, for example because a person has to decide first. A program that catches
 * it meets it again at the next step.
 */
public interface Run {

    /** What names the run. */
    RunId id();

    /** For which customer the run is. */
    Optional<String> tenant();

    /** An AI service whose every model and tool call is a step. Says by annotations what its role and its tools are. */
    <A> A agent(Class<A> type);

    /** The same, with more than the annotations say. */
    <A> A agent(Class<A> type, Consumer<AgentSetup> setup);

    /** A model whose every call is a step, for AI services and agentic systems that are built by hand. */
    ChatModel model();

    /** The same for calls in a role. */
    ChatModel model(Role role);

    /**
     * The same for answers that come piece by piece; the program has to wait for their end, and to let out its error.
     *
     * @throws IllegalStateException if there is no streaming model
     */
    StreamingChatModel streamingModel();

    /**
     * The tools of objects, whose every use is a step, for AI services and agentic systems that are built by hand. They belong
     * to the branch that asks for them, so ask for them before they are given to a library that works with threads of its own.
     */
    List<AiServiceTool> tools(Object... objects);

    /** The same for tools that a provider has, such as an MCP server. */
    ToolProvider toolProvider(ToolProvider provider);

    /**
     * A conversation. It begins with what was there when the run first came here, and what the run adds is there for others
     * once the run has succeeded. Runs that have the same one at the same time do not see each other: the last that succeeds
     * and has added to it leaves the whole of its own, and nothing of the others'.
     */
    ChatMemory memory(String id);

    /**
     * Does the same for each of several things, side by side, each in a branch of its own. Returns when all have ended; if
     * one fails, so does this, with the first one's failure.
     *
     * @param name what names the branches; may be used again
     * @param concurrency how many at a time at most
     * @return what came of each, in the same order
     * @throws IllegalArgumentException if the concurrency is below 1
     */
    <T, R> List<R> parallel(String name, List<T> items, int concurrency, Function<? super T, ? extends R> work);

    /**
     * Runs another program as a run of its own and waits for it without holding a thread. It is one step of this run, and
     * draws from its budget.
     *
     * @throws dev.signalbox.agent.port.StepFailedException if it ends without output
     */
    <I, O> O child(Class<? extends AgentProgram<I, O>> program, I input);

    /** Waits without holding a thread. */
    void sleep(Duration time);

    /**
     * Waits without holding a thread until somebody says something; each signal is taken once.
     *
     * @return what was said, {@code null} if that was nothing
     */
    <T extends @Nullable Object> T await(String signal, Class<T> type);

    /**
     * The same for a time.
     *
     * @return what was said; empty if that was nothing, or if nobody has said anything in time
     */
    <T> Optional<T> await(String signal, Class<T> type, Duration within);

    /** What time it was when the run first came here. */
    Instant now();

    /** A random number, from 0 to below 1, that stays the same. */
    double random();

    /** A random id that stays the same. */
    UUID uuid();

    /** Whatever came out when the run first came here. For what is quick, has no effects and may come out differently. */
    <T> @Nullable T note(String name, Class<T> type, Supplier<? extends @Nullable T> maker);

    /**
     * Which version of a program's part the run goes by: the newest where it comes here for the first time, the oldest where
     * it was past this place before the part had versions.
     *
     * @param change what names the part
     * @param oldest the version of runs that know of none
     * @param newest the version of runs that come here now
     * @throws IllegalStateException if the run goes by a version outside of the two
     */
    int version(String change, int oldest, int newest);
}
