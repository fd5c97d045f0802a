package dev.signalbox.agent.tool;

import dev.langchain4j.service.tool.AiServiceTool;
import dev.langchain4j.service.tool.DefaultToolExecutor;
import dev.langchain4j.service.tool.ToolService;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** Reads what tools there are, and what is said of them. */
@Slf4j
@RequiredArgsConstructor
final class ToolReader {

    private final Map<String, ToolSettings> named;
    private final ToolSettings standard;
    private final ToolChecks checks;
    /** So that an object that is read anew keeps to what goes on already. */
    private final Map<Method, ToolTurns> turns = new ConcurrentHashMap<>();

    private final Set<String> unmarked = new ConcurrentSkipListSet<>();
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    /**
     * The tools of an object.
     *
     * @throws IllegalArgumentException if something is wrong with one
     */
    List<BoxedTool> read(Object object) {
        Map<String, Reconciliation> reconciliations = Reconciliation.of(object);
        List<BoxedTool> tools = new ArrayList<>();
        for (AiServiceTool tool : ToolService.findTools(object)) {
            tools.add(read(object, tool, reconciliations.get(tool.name())));
        }
        ToolChecks.reconciliations(object, reconciliations, tools);
        return List.copyOf(tools);
    }

    private BoxedTool read(Object object, AiServiceTool tool, @Nullable Reconciliation reconciliation) {
        Method method = ((DefaultToolExecutor) tool.toolExecutor()).originalMethod();
        String where =
                "Tool '" + tool.name() + "' (" + object.getClass().getSimpleName() + "." + method.getName() + ")";
        try {
            ToolSettings marked = ToolMarks.of(method);
            ToolSettings settings = settings(tool.name(), marked);
            ToolTurns turn = turns.computeIfAbsent(method, it -> new ToolTurns(settings.concurrency()));
            BoxedTool read =
                    boxed(tool, settings, turn).reconciliation(reconciliation).build();
            checks.check(marked, named.getOrDefault(tool.name(), ToolSettings.NONE), read);
            checks.transactional(read, object);
            return read;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }

    /**
     * A tool of another process.
     *
     * @param before its turns, if it was read before
     * @throws IllegalArgumentException if something is wrong with it
     */
    BoxedTool read(AiServiceTool tool, @Nullable ToolTurns before) {
        try {
            ToolSettings hinted = ToolMarks.of(tool.toolSpecification().metadata());
            ToolSettings settings = settings(tool.name(), hinted);
            ToolTurns turn = before == null ? new ToolTurns(settings.concurrency()) : before;
            BoxedTool read = boxed(tool, settings, turn).remote(true).build();
            checks.check(ToolSettings.NONE, settings, read);
            return read;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Tool '" + tool.name() + "': " + e.getMessage(), e);
        }
    }

    private ToolSettings settings(String name, ToolSettings marked) {
        ToolSettings said =
                named.getOrDefault(name, ToolSettings.NONE).over(marked).over(standard);
        if (said.effect() == null) {
            unmarked.add(name);
        }
        return said;
    }

    private BoxedTool.BoxedToolBuilder boxed(AiServiceTool tool, ToolSettings settings, ToolTurns turn) {
        return BoxedTool.builder()
                .specification(tool.toolSpecification())
                .executor(tool.toolExecutor())
                .returnBehavior(tool.returnBehavior())
                .effect(settings.effect() == null ? Effect.IDEMPOTENT : settings.effect())
                .rule(checks.rule(settings.approval(), ToolArguments.names(tool.toolSpecification())))
                .timeout(settings.timeout())
                .retries(settings.retries() == null ? 0 : settings.retries())
                .backoff(settings.backoff() == null ? Duration.ZERO : settings.backoff())
                .maxOutput(settings.maxOutput() == null ? Integer.MAX_VALUE : settings.maxOutput())
                .turns(turn)
                .arguments(ToolArguments.of(tool.toolSpecification()));
    }

    /** Says once of which tools nothing is known. */
    void logUnmarked() {
        Set<String> fresh = new TreeSet<>(unmarked);
        fresh.removeIf(name -> !logged.add(name));
        if (!fresh.isEmpty()) {
            log.info(
                    "Nothing says what the use of these tools changes, so they are taken for IDEMPOTENT and repeated after"
                            + " a crash: {}. Mark a method with @ToolEffect, or set signalbox.agent.tools.<name>.effect, to"
                            + " READ, IDEMPOTENT, TRANSACTIONAL or ONCE.",
                    String.join(", ", fresh));
        }
    }
}
