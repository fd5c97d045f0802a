package dev.signalbox.agent.tool;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.invocation.LangChain4jManaged;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.signalbox.agent.journal.Happening;
import dev.signalbox.agent.journal.Place;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A use of a tool that is to be made.
 *
 * @param tool the tool
 * @param request how a model asked for it
 * @param context of the AI service
 * @param arguments JSON, always in the same words
 * @param place where it is in the journal
 * @param scope its branch
 * @param notes what the model is told with the result
 * @param events what is recorded with it
 */
record ToolCall(
        BoxedTool tool,
        ToolExecutionRequest request,
        InvocationContext context,
        String arguments,
        Place place,
        Scope scope,
        List<String> notes,
        List<Happening> events) {

    /** The same with other arguments. */
    ToolCall with(String other) {
        return new ToolCall(tool, request, context, other, place, scope, notes, events);
    }

    /** The same at the place where it was begun. */
    ToolCall at(Place begun) {
        return new ToolCall(tool, request, context, arguments, begun, scope, notes, events);
    }

    /** The same with one more note. */
    ToolCall noted(String note) {
        List<String> more = new ArrayList<>(notes);
        more.add(note);
        return new ToolCall(tool, request, context, arguments, place, scope, List.copyOf(more), events);
    }

    /** The same with something that happened. */
    ToolCall with(Happening event) {
        return new ToolCall(tool, request, context, arguments, place, scope, notes, List.of(event));
    }

    /** Has the tool do it. */
    ToolExecutionResult execute(RunId run) {
        Map<Class<? extends LangChain4jManaged>, LangChain4jManaged> managed = new HashMap<>();
        if (context.managedParameters() != null) {
            managed.putAll(context.managedParameters());
        }
        managed.put(IdempotencyKey.class, key(run));
        InvocationContext keyed = context.toBuilder().managedParameters(managed).build();
        return tool.executor()
                .executeWithContext(request.toBuilder().arguments(arguments).build(), keyed);
    }

    IdempotencyKey key(RunId run) {
        return IdempotencyKey.of(run, place.key());
    }
}
