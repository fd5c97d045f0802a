package dev.signalbox.agent.tool;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.signalbox.agent.journal.Journal;
import dev.signalbox.agent.journal.Scope;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** A tool whose every use is recorded, and done only if it is not. */
@RequiredArgsConstructor
final class JournaledTool implements ToolExecutor {

    private final BoxedTool tool;
    private final ToolSteps steps;
    private final Journal journal;
    /** The branch in which it was made. */
    private final Scope scope;

    @Override
    public ToolExecutionResult executeWithContext(ToolExecutionRequest request, @Nullable InvocationContext context) {
        InvocationContext known = context == null ? InvocationContext.builder().build() : context;
        return steps.use(tool, request, known, journal.scope(scope));
    }

    @Override
    public String execute(ToolExecutionRequest request, @Nullable Object memoryId) {
        InvocationContext context =
                InvocationContext.builder().chatMemoryId(memoryId).build();
        return executeWithContext(request, context).resultText();
    }
}
