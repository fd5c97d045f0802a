package dev.signalbox.test.contract;

import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.common.AbstractStreamingChatModelListenerIT;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** LangChain4j's own tests of what listeners hear, nothing disabled. */
class RoutingStreamingChatModelListenerContractTests extends AbstractStreamingChatModelListenerIT {

    private final ContractRouter house = new ContractRouter();

    @AfterEach
    void close() {
        house.close();
    }

    @Override
    protected StreamingChatModel createModel(ChatModelListener listener) {
        ChatRequestParameters defaults = ChatRequestParameters.builder()
                .modelName(modelName())
                .temperature(temperature())
                .topP(topP())
                .maxOutputTokens(maxTokens())
                .build();
        return house.router(defaults, List.of(new AsRouter(listener))).streamingChatModel();
    }

    @Override
    protected String modelName() {
        return ContractRouter.OTHER;
    }

    /** Fails because of what the test says; the error of a bad request reaches the caller as it is. */
    @Override
    protected StreamingChatModel createFailingModel(ChatModelListener listener) {
        ChatRequestParameters none = ChatRequestParameters.builder().build();
        return house.router(none, List.of(new AsRouter(listener))).streamingChatModel();
    }

    @Override
    protected Class<? extends Exception> expectedExceptionClass() {
        return InvalidRequestException.class;
    }
}
