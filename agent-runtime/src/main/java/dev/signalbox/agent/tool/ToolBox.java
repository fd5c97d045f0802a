package dev.signalbox.agent.tool;

import dev.langchain4j.service.tool.AiServiceTool;
import dev.langchain4j.service.tool.ToolProvider;
import dev.signalbox.agent.approval.ConditionCompiler;
import dev.signalbox.agent.journal.JournalStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import lombok.Builder;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * The tools of an application and all that is said of them. Made once, so that what is wrong with a tool is found out at the
 * start, and so that all runs together keep to a tool's concurrency. Thread-safe.
 */
@Slf4j
public final class ToolBox {

    private final Map<Object, List<BoxedTool>> byObject = new IdentityHashMap<>();
    private final List<BoxedTool> tools = new ArrayList<>();
    private final List<ToolProvider> providers;
    private final Map<String, Provided> provided = new ConcurrentHashMap<>();
    private final ToolReader reader;
    private final LoopLimits loops;
    private final Executor executor;
    private final ScheduledExecutorService scheduler;

    private record Provided(AiServiceTool tool, BoxedTool boxed) {}

    private ToolBox(
            ToolReader reader,
            List<ToolProvider> providers,
            LoopLimits loops,
            Executor executor,
            ScheduledExecutorService scheduler) {
        this.reader = reader;
        this.providers = List.copyOf(providers);
        this.loops = loops;
        this.executor = executor;
        this.scheduler = scheduler;
    }

    /**
     * Reads tools.
     *
     * @param objects with methods annotated with {@link dev.langchain4j.agent.tool.Tool}
     * @param providers of other tools, such as those of MCP servers; asked each time an agent begins
     * @param settings what is said of tools by name, in place of what their annotations say
     * @param defaults what holds for tools of which nothing is said
     * @param loops what is done with models that repeat themselves
     * @param store the journal, which says whether there are transactional tools
     * @param conditions understands conditions of approvals; none can be used without
     * @param executor for tools with a time-out
     * @param scheduler for waits before repetitions
     * @throws IllegalArgumentException if something is wrong with a tool, saying what
     */
    @Builder
    private static ToolBox of(
            @Nullable Collection<?> objects,
            @Nullable List<ToolProvider> providers,
            @Nullable Map<String, ToolSettings> settings,
            @Nullable ToolSettings defaults,
            @Nullable LoopLimits loops,
            JournalStore store,
            @Nullable ConditionCompiler conditions,
            Executor executor,
            ScheduledExecutorService scheduler) {
        Map<String, ToolSettings> named = settings == null ? Map.of() : Map.copyOf(settings);
        ToolSettings standard = (defaults == null ? ToolSettings.NONE : defaults).over(ToolSettings.STANDARD);
        ToolReader reader = new ToolReader(named, standard, new ToolChecks(store, conditions));
        ToolBox box = new ToolBox(
                reader,
                providers == null ? List.of() : providers,
                loops == null ? LoopLimits.STANDARD : loops,
                executor,
                scheduler);
        box.read(objects == null ? List.of() : objects, named);
        return box;
    }

    private void read(Collection<?> objects, Map<String, ToolSettings> named) {
        for (Object object : objects) {
            List<BoxedTool> read = reader.read(object);
            byObject.put(object, read);
            tools.addAll(read);
        }
        ToolChecks.names(tools, named, providers.isEmpty());
        reader.logUnmarked();
    }

    /**
     * The object of a class.
     *
     * @throws IllegalArgumentException if there is none, or more than one
     */
    Object object(Class<?> type) {
        List<Object> fitting =
                byObject.keySet().stream().filter(type::isInstance).toList();
        if (fitting.size() != 1) {
            throw new IllegalArgumentException("There are " + fitting.size() + " objects with tools of "
                    + type.getName() + ". There must be one: make it a bean, or give it to the runtime's builder.");
        }
        return fitting.get(0);
    }

    /** Those of all objects. */
    List<BoxedTool> tools() {
        return tools;
    }

    /** Those of one object; one that the box does not have is read now. */
    List<BoxedTool> tools(Object object) {
        List<BoxedTool> known = byObject.get(object);
        return known == null ? reader.read(object) : known;
    }

    /** A tool that comes from a provider; what is said of it is read once, unless the tool changes. */
    BoxedTool provided(AiServiceTool tool) {
        Provided known = provided.compute(
                tool.name(),
                (name, before) -> before != null
                                && before.tool().toolSpecification().equals(tool.toolSpecification())
                                && before.tool().returnBehavior() == tool.returnBehavior()
                        ? before
                        : new Provided(
                                tool,
                                reader.read(
                                        tool,
                                        before == null ? null : before.boxed().turns())));
        reader.logUnmarked();
        return known.boxed().toBuilder().executor(tool.toolExecutor()).build();
    }

    List<ToolProvider> providers() {
        return providers;
    }

    LoopLimits loops() {
        return loops;
    }

    Executor executor() {
        return executor;
    }

    ScheduledExecutorService scheduler() {
        return scheduler;
    }
}
