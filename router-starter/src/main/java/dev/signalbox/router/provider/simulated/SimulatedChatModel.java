package dev.signalbox.router.provider.simulated;

import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;

/** Answers whole, on the caller's thread. */
@RequiredArgsConstructor
final class SimulatedChatModel implements ChatModel {

    private final Simulator simulator;
    private final List<ChatModelListener> listeners;

    @Override
    public ChatResponse doChat(ChatRequest request) {
        SimulatedCall call = simulator.begin(request);
        call.awaitBegin();
        call.awaitEnd();
        return call.response();
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
