package dev.signalbox.agent.port;

import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.signalbox.agent.journal.Scope;
import dev.signalbox.agent.journal.StepRecord;
import java.util.Set;

/**
 * A streaming model whose every answer is recorded and asked for only once. An answer that is read from the journal comes
 * whole. What ends the slice comes as an error of the stream, which the program has to let out.
 */
public final class JournaledStreamingChatModel implements StreamingChatModel {

    private final RunPorts ports;
    private final ModelSteps steps;
    private final Scope scope;
    private final StreamingChatModel face;

    /**
     * Of the branch that this thread works in.
     *
     * @param speaker who asks
     * @throws IllegalStateException if there is no streaming model
     */
    public JournaledStreamingChatModel(RunPorts ports, Speaker speaker) {
        this.ports = ports;
        this.steps = new ModelSteps(ports, speaker);
        this.scope = ports.journal().scope();
        this.face = ports.models().streamingModel(new ModelStep(ports.facts(speaker, null, ""), null));
    }

    @Override
    public void chat(ChatRequest request, ChatRequestOptions options, StreamingChatResponseHandler handler) {
        try {
            ModelSteps.Turn turn = steps.turn(request, ports.journal().scope(scope));
            StepRecord recorded = turn.recorded();
            if (recorded == null) {
                ask(steps.enter(turn), options, handler);
            } else {
                handler.onCompleteResponse(steps.answer(recorded));
            }
        } catch (Throwable e) {
            handler.onError(e);
        }
    }

    private void ask(ModelSteps.Turn turn, ChatRequestOptions options, StreamingChatResponseHandler handler) {
        ModelStep step = steps.begin(turn);
        StreamedAnswer answer = new StreamedAnswer(ports.journal(), steps, turn, step, handler, next -> {
            ask(next, options, handler);
        });
        try {
            ports.models().streamingModel(step).chat(turn.request(), options, answer);
        } catch (RuntimeException e) {
            answer.onError(e);
        }
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        chat(request, ChatRequestOptions.EMPTY, handler);
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
