package dev.signalbox.agent;

import dev.langchain4j.model.chat.ChatModel;
import dev.signalbox.agent.approval.ConditionCompiler;
import dev.signalbox.agent.dispatch.InlineDispatcher;
import dev.signalbox.agent.dispatch.RunDispatcher;
import dev.signalbox.agent.event.RunListener;
import dev.signalbox.agent.event.RunListeners;
import dev.signalbox.agent.journal.JournalListener;
import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.json.Json;
import dev.signalbox.agent.port.ModelSource;
import dev.signalbox.agent.routing.PlainModels;
import dev.signalbox.agent.store.memory.MemoryJournalStore;
import dev.signalbox.agent.tool.ToolBox;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Puts a runtime together. */
public final class AgentRuntimeBuilder {

    /** Threads that keep no process alive. */
    private static final ThreadFactory THREADS = task -> {
        Thread thread = Executors.defaultThreadFactory().newThread(task);
        thread.setDaemon(true);
        thread.setName("signalbox-agent-" + thread.getId());
        return thread;
    };

    private final List<AgentProgram<?, ?>> programs = new ArrayList<>();
    private final List<Class<?>> agents = new ArrayList<>();
    private JournalListener watch = JournalListener.NONE;
    private final List<RunListener> listeners = new ArrayList<>();
    private JournalStore store = new MemoryJournalStore();
    private @Nullable RunDispatcher dispatcher;
    private @Nullable ModelSource models;
    private final List<Object> tools = new ArrayList<>();
    private @Nullable ToolBox toolBox;
    private @Nullable ConditionCompiler conditions;
    private AgentSettings settings = AgentSettings.builder().build();
    private Json json = Json.standard();
    private Function<String, @Nullable String> traceParents = program -> null;
    private InstantSource clock = Clock.systemUTC();
    private RandomGenerator randomness = new SecureRandom();
    private @Nullable ExecutorService executor;
    private @Nullable ScheduledExecutorService scheduler;

    AgentRuntimeBuilder() {}

    /** What can be run. */
    public AgentRuntimeBuilder program(AgentProgram<?, ?> program) {
        programs.add(program);
        return this;
    }

    /** An AI service whose calls are runs: an interface with {@link DurableAgent}. */
    public AgentRuntimeBuilder agent(Class<?> durable) {
        agents.add(durable);
        return this;
    }

    /** Where journals are kept; in memory unless given. */
    public AgentRuntimeBuilder journal(JournalStore journals) {
        this.store = journals;
        return this;
    }

    /** Who works on runs and when; whoever calls the runtime, unless given. */
    public AgentRuntimeBuilder dispatcher(RunDispatcher dispatching) {
        this.dispatcher = dispatching;
        return this;
    }

    /** Where model calls go. */
    public AgentRuntimeBuilder models(ModelSource source) {
        this.models = source;
        return this;
    }

    /** Where model calls go that no policies route. */
    public AgentRuntimeBuilder model(ChatModel model) {
        return models(new PlainModels(model));
    }

    /** Objects with tools that agents name by their classes. */
    public AgentRuntimeBuilder tools(Object... objects) {
        tools.addAll(List.of(objects));
        return this;
    }

    /** Understands the conditions of approvals; none can be used without. */
    public AgentRuntimeBuilder conditions(ConditionCompiler understanding) {
        this.conditions = understanding;
        return this;
    }

    /** All tools and what is said of them, in place of {@link #tools(Object...)}. */
    public AgentRuntimeBuilder toolBox(ToolBox box) {
        this.toolBox = box;
        return this;
    }

    /** What holds for all runs. */
    public AgentRuntimeBuilder settings(AgentSettings wanted) {
        this.settings = wanted;
        return this;
    }

    /** How inputs, outputs and notes are written. */
    public AgentRuntimeBuilder json(Json writing) {
        this.json = writing;
        return this;
    }

    /** Who is told what happens in the runs that this process works on. */
    public AgentRuntimeBuilder listener(RunListener hearing) {
        listeners.add(hearing);
        return this;
    }

    /** What sees steps before they are done, and stops them by what it throws; for tests. */
    public AgentRuntimeBuilder watch(JournalListener seeing) {
        this.watch = seeing;
        return this;
    }

    /** Gives the trace that a run belongs to which is started now, in W3C's words, for its program; none unless given. */
    public AgentRuntimeBuilder traceParents(Function<String, @Nullable String> traces) {
        this.traceParents = traces;
        return this;
    }

    /** What time it is; the system's unless given. */
    public AgentRuntimeBuilder clock(InstantSource source) {
        this.clock = source;
        return this;
    }

    /** Where chance comes from. */
    public AgentRuntimeBuilder randomness(RandomGenerator source) {
        this.randomness = source;
        return this;
    }

    /** The threads of branches and of tools with a time-out; threads of its own unless given. */
    public AgentRuntimeBuilder executor(ExecutorService threads) {
        this.executor = threads;
        return this;
    }

    /** What wakes tools that are to be used again; a thread of its own unless given. */
    public AgentRuntimeBuilder scheduler(ScheduledExecutorService waking) {
        this.scheduler = waking;
        return this;
    }

    private Programs programs() {
        List<AgentProgram<?, ?>> all = new ArrayList<>(programs);
        agents.forEach(agent -> all.add(new DurableAgentProgram<>(agent, json)));
        return new Programs(all, json);
    }

    /**
     * Puts it together; nothing is worked on before {@link AgentRuntime#start()}.
     *
     * @throws IllegalStateException if nobody said where model calls go
     * @throws IllegalArgumentException if two programs have the same name
     */
    public AgentRuntime build() {
        ModelSource source = models;
        if (source == null) {
            throw new IllegalStateException("A runtime needs models. Call models(…) or model(…).");
        }
        List<ExecutorService> own = new ArrayList<>();
        ExecutorService branches = executor == null ? own(own, Executors.newCachedThreadPool(THREADS)) : executor;
        ScheduledExecutorService waking =
                scheduler == null ? own(own, Executors.newSingleThreadScheduledExecutor(THREADS)) : scheduler;
        Parts parts = Parts.builder()
                .store(store)
                .dispatcher(dispatcher == null ? InlineDispatcher.eager(clock) : dispatcher)
                .models(source)
                .programs(programs())
                .toolBox(toolBox == null ? box(branches, waking) : toolBox)
                .settings(settings)
                .json(json)
                .watch(watch)
                .listeners(new RunListeners(listeners, json, clock))
                .traceParents(traceParents)
                .clock(clock)
                .randomness(randomness)
                .executor(branches)
                .build();
        return new AgentRuntime(parts, own);
    }

    private static <T extends ExecutorService> T own(List<ExecutorService> all, T made) {
        all.add(made);
        return made;
    }

    private ToolBox box(Executor threads, ScheduledExecutorService waking) {
        return ToolBox.builder()
                .objects(tools)
                .store(store)
                .conditions(conditions)
                .executor(threads)
                .scheduler(waking)
                .build();
    }
}
