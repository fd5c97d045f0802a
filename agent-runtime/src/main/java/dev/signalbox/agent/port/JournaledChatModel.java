package dev.signalbox.agent.port;

import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.agent.journal.Scope;
import dev.signalbox.agent.journal.StepRecord;
import java.util.Set;

/**
 * A model whose every answer is recorded and asked for only once. Takes the very request that an AI service announced, so
 * that the router knows whose call it is.
 */
public final class JournaledChatModel implements ChatModel {

    private final RunPorts ports;
    private final ModelSteps steps;
    private final Scope scope;
    private final ChatModel face;

    /**
     * Of the branch that this thread works in.
     *
     * @param speaker who asks
     */
    public JournaledChatModel(RunPorts ports, Speaker speaker) {
        this.ports = ports;
        this.steps = new ModelSteps(ports, speaker);
        this.scope = ports.journal().scope();
        this.face = ports.models().model(new ModelStep(ports.facts(speaker, null, ""), null));
    }

    @Override
    public ChatResponse chat(ChatRequest request, ChatRequestOptions options) {
        Scope here = ports.journal().scope(scope);
        ModelSteps.Turn turn = steps.turn(request, here);
        StepRecord recorded = turn.recorded();
        return recorded == null ? ask(turn, options) : steps.answer(recorded);
    }

    private ChatResponse ask(ModelSteps.Turn turn, ChatRequestOptions options) {
        ModelSteps.Turn next = steps.enter(turn);
        while (true) {
            ModelStep step = steps.begin(next);
            ChatResponse response;
            try {
                response = ports.models().model(step).chat(next.request(), options);
            } catch (RuntimeException e) {
                next = steps.failed(next, step, e);
                continue;
            }
            return steps.answered(next, step, response);
        }
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        return chat(request, ChatRequestOptions.EMPTY);
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return face.defaultRequestParameters();
    }

    @Override
    public Set<Capability> supportedCapabilities() {
        return face.supportedCapabilities();
    }
}
