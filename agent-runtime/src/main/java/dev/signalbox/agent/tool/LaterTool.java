package dev.signalbox.agent.tool;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.exception.ToolExecutionException;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.AiServiceTool;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.langchain4j.service.tool.ToolExecutor;
import java.util.List;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** A tool that a provider gave before a restart: asked for again only when it is used. */
@RequiredArgsConstructor
final class LaterTool implements ToolExecutor {

    private static final int NO_SUCH_TOOL = -32602;

    private final String name;
    private final Supplier<List<AiServiceTool>> provided;

    @Override
    public ToolExecutionResult executeWithContext(ToolExecutionRequest request, @Nullable InvocationContext context) {
        return tool().executeWithContext(request, context);
    }

    @Override
    public String execute(ToolExecutionRequest request, @Nullable Object memoryId) {
        return tool().execute(request, memoryId);
    }

    private ToolExecutor tool() {
        return provided.get().stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .map(AiServiceTool::toolExecutor)
                .orElseThrow(
                        () -> new ToolExecutionException("Tool '" + name + "' is not there any more.", NO_SUCH_TOOL));
    }
}
