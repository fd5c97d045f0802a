package dev.signalbox.router.provider.simulated;

import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.signalbox.router.execution.Clockwork;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;

/** Answers piece by piece, on a thread of the executor, with the caller's context. */
@RequiredArgsConstructor
final class SimulatedStreamingChatModel implements StreamingChatModel {

    private final Simulator simulator;
    private final List<ChatModelListener> listeners;
    private final Clockwork clockwork;

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        StreamedAnswer answer = new StreamedAnswer(simulator.begin(request), handler);
        clockwork.executor().execute(clockwork.context().capture().apply(answer));
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return simulator.parameters();
    }

    @Override
    public List<ChatModelListener> listeners() {
        return listeners;
    }

    @Override
    public Set<Capability> supportedCapabilities() {
        return simulator.capabilities();
    }
}
