package dev.signalbox.agent.tool;

import dev.langchain4j.service.tool.AiServiceTool;
import dev.langchain4j.service.tool.ToolProvider;
import dev.langchain4j.service.tool.ToolProviderResult;
import dev.signalbox.agent.approval.ApprovalGate;
import dev.signalbox.agent.journal.Journal;
import dev.signalbox.agent.journal.Scope;
import dev.signalbox.agent.port.FailureCodec;
import dev.signalbox.agent.port.RunPorts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The tools of one run in one slice: each of their uses is a step, done only if it is not recorded. They belong to the branch
 * in which they were handed out, wherever libraries use them. Thread-safe.
 */
public final class RunTools {

    private final RunPorts ports;
    private final ToolBox box;
    private final ToolSteps steps;

    /** Of a run that has just been claimed. */
    public RunTools(RunPorts ports, ToolBox box) {
        this.ports = ports;
        this.box = box;
        Journal journal = ports.journal();
        FailureCodec failures = new FailureCodec(ports.json());
        ApprovalGate approvals = new ApprovalGate(journal.run().id(), ports.desk(), ports.clock(), ports.ids());
        ToolOutcomes outcomes = new ToolOutcomes(failures);
        ToolBody body = new ToolBody(journal, box.executor(), box.scheduler());
        EffectRule repeatable = new RepeatableEffect(journal, body, outcomes);
        Map<Effect, EffectRule> effects = Map.of(
                Effect.READ,
                repeatable,
                Effect.IDEMPOTENT,
                repeatable,
                Effect.TRANSACTIONAL,
                new TransactionalEffect(journal, body, outcomes),
                Effect.ONCE,
                new OnceEffect(journal, body, outcomes, approvals));
        this.steps = new ToolSteps(
                ports,
                new ToolGate(approvals, outcomes, effects, ports.json()),
                new ToolLadder(ports, box.loops()),
                new ToolCodec(ports.json()),
                failures);
    }

    /** Those of all objects in the box. */
    public List<AiServiceTool> tools() {
        return journaled(box.tools());
    }

    /**
     * Those of some objects, whether the box has them or not.
     *
     * @throws IllegalArgumentException if something is wrong with a tool of an object that the box does not have
     */
    public List<AiServiceTool> tools(Collection<?> objects) {
        List<BoxedTool> tools = new ArrayList<>();
        objects.forEach(object -> tools.addAll(box.tools(object)));
        return journaled(tools);
    }

    /**
     * The object of a class that the box has.
     *
     * @throws IllegalArgumentException if there is none, or more than one
     */
    public Object object(Class<?> type) {
        return box.object(type);
    }

    /** Those of the box's providers. */
    public List<ToolProvider> providers() {
        return box.providers().stream().map(this::provider).toList();
    }

    /** Those of a provider, whether the box has it or not. */
    public ToolProvider provider(ToolProvider provider) {
        return new JournaledToolProvider(provider, this, ports);
    }

    /** All tools of the box, for builders of agents that take tools from providers only. */
    public ToolProvider provider() {
        List<AiServiceTool> own = tools();
        List<ToolProvider> others = providers();
        return request -> {
            List<AiServiceTool> all = new ArrayList<>(own);
            for (ToolProvider other : others) {
                ToolProviderResult more = other.provideTools(request);
                all.addAll(more == null ? List.of() : more.aiServiceTools());
            }
            return new ToolProviderResult(all);
        };
    }

    private List<AiServiceTool> journaled(List<BoxedTool> tools) {
        Scope scope = ports.journal().scope();
        return tools.stream().map(tool -> journaled(tool, scope)).toList();
    }

    private AiServiceTool journaled(BoxedTool tool, Scope scope) {
        return AiServiceTool.builder()
                .toolSpecification(tool.specification())
                .toolExecutor(new JournaledTool(tool, steps, ports.journal(), scope))
                .returnBehavior(tool.returnBehavior())
                .build();
    }

    AiServiceTool journaled(AiServiceTool provided, Scope scope) {
        return journaled(box.provided(provided), scope);
    }
}
