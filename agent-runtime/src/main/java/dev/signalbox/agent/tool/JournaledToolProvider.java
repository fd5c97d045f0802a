package dev.signalbox.agent.tool;

import dev.langchain4j.agent.tool.ReturnBehavior;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.service.tool.AiServiceTool;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.langchain4j.service.tool.ToolProvider;
import dev.langchain4j.service.tool.ToolProviderRequest;
import dev.langchain4j.service.tool.ToolProviderResult;
import dev.signalbox.agent.journal.Journal;
import dev.signalbox.agent.journal.Place;
import dev.signalbox.agent.journal.Scope;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.journal.StepOutcome;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.journal.StepRequest;
import dev.signalbox.agent.journal.Stop;
import dev.signalbox.agent.port.RunPorts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A provider of tools whose every use is recorded. What it provides is a step too, so that a replay has the same tools even
 * where a server has others by now, or cannot be reached.
 */
final class JournaledToolProvider implements ToolProvider {

    /** Always the same, also in another process, where the names of classes made on the fly are others. */
    private static final String NAME = "tools of a provider";

    private final ToolProvider provider;
    private final RunTools tools;
    private final RunPorts ports;
    private final Scope scope;

    /** For the branch that this thread works in. */
    JournaledToolProvider(ToolProvider provider, RunTools tools, RunPorts ports) {
        this.provider = provider;
        this.tools = tools;
        this.ports = ports;
        this.scope = ports.journal().scope();
    }

    /** A tool as it is kept. */
    private record Kept(String specification, ReturnBehavior returnBehavior) {}

    @Override
    public ToolProviderResult provideTools(ToolProviderRequest request) {
        Journal journal = ports.journal();
        Scope here = journal.scope(scope);
        Place place = journal.place(StepRequest.named(StepKind.NOTE, NAME), here);
        StepRecord recorded = place.ended() ? place.recorded() : null;
        Map<String, ToolExecutor> executors = new LinkedHashMap<>();
        if (recorded == null) {
            recorded = journal.record(place, StepOutcome.of(provided(request, executors, here)));
        }
        List<AiServiceTool> journaled = new ArrayList<>();
        for (Kept kept : ports.json().read(String.valueOf(recorded.result()), Kept[].class)) {
            journaled.add(tools.journaled(tool(kept, executors, request), here));
        }
        return new ToolProviderResult(journaled);
    }

    private String provided(ToolProviderRequest request, Map<String, ToolExecutor> executors, Scope here) {
        List<Kept> kept = new ArrayList<>();
        for (AiServiceTool tool : asked(request, here)) {
            executors.put(tool.name(), tool.toolExecutor());
            kept.add(new Kept(tool.toolSpecification().toJson(), tool.returnBehavior()));
        }
        return ports.json().write(kept);
    }

    private List<AiServiceTool> asked(ToolProviderRequest request, Scope here) {
        Journal journal = ports.journal();
        try {
            return asked(request);
        } catch (RuntimeException e) {
            journal.check();
            if (journal.retries() < ports.transientFailures()) {
                throw journal.stop(new Stop.Retry(null, "A provider has no tools for now: " + e.getMessage()), here);
            }
            throw e;
        }
    }

    private List<AiServiceTool> asked(ToolProviderRequest request) {
        ToolProviderResult provided = provider.provideTools(request);
        return provided == null ? List.of() : provided.aiServiceTools();
    }

    private AiServiceTool tool(Kept kept, Map<String, ToolExecutor> executors, ToolProviderRequest request) {
        ToolSpecification specification = ToolSpecification.fromJson(kept.specification());
        ToolExecutor known = executors.get(specification.name());
        return AiServiceTool.builder()
                .toolSpecification(specification)
                .toolExecutor(known == null ? new LaterTool(specification.name(), () -> asked(request)) : known)
                .returnBehavior(kept.returnBehavior())
                .build();
    }

    @Override
    public boolean isDynamic() {
        return provider.isDynamic();
    }
}
