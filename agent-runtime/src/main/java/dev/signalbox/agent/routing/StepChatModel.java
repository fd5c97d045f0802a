package dev.signalbox.agent.routing;

import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.agent.port.StepFacts;
import dev.signalbox.agent.port.StepOrigin;
import dev.signalbox.router.CallOrigin;
import dev.signalbox.router.Router;
import java.util.Set;

/** A routed model whose calls wait for their run's money, as long as calls under way may give some back. */
final class StepChatModel implements ChatModel {

    private final Router router;
    private final RunAccounts accounts;
    private final StepOrigin origin;
    private final ChatModel face;

    StepChatModel(Router router, RunAccounts accounts, StepOrigin origin) {
        this.router = router;
        this.accounts = accounts;
        this.origin = origin;
        this.face = router.chatModel(() -> CallOrigin.of(RoutedStep.callFacts(origin.facts())));
    }

    @Override
    public ChatResponse chat(ChatRequest request, ChatRequestOptions options) {
        StepFacts facts = origin.facts();
        while (true) {
            RoutedStep step = RoutedStep.of(origin, facts, accounts);
            try {
                return router.chatModel(step::origin).chat(request, options);
            } catch (RuntimeException e) {
                if (!step.awaitMoney(e)) {
                    step.passTurn();
                    throw e;
                }
            }
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
