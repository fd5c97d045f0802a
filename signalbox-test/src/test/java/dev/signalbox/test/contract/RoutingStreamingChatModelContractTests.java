package dev.signalbox.test.contract;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.atLeastOnce;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.common.AbstractStreamingChatModelIT;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.TokenUsage;
import dev.signalbox.router.RoutingChatRequestParameters;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.mockito.InOrder;

/** LangChain4j's own tests of every streaming chat model. */
class RoutingStreamingChatModelContractTests extends AbstractStreamingChatModelIT {

    private final ContractRouter house = new ContractRouter();
    private final StreamingChatModel model = house.router().streamingChatModel();

    @AfterAll
    void close() {
        house.close();
    }

    @Override
    protected List<StreamingChatModel> models() {
        return List.of(model);
    }

    @Override
    protected StreamingChatModel createModelWith(ChatRequestParameters parameters) {
        return house.router(parameters, List.of()).streamingChatModel();
    }

    /**
     * None, which passes over the three tests of a consumer's exceptions: they want the listener to hear those as errors
     * of the model. A listener of a deployment hears about its attempt, which did not fail. That the consumer gets its
     * exceptions back all the same is tested in {@link dev.signalbox.test.fallback.BrokenStreamTests}.
     */
    @Override
    public StreamingChatModel createModelWith(ChatModelListener listener) {
        return null;
    }

    @Override
    protected String customModelName() {
        return ContractRouter.OTHER;
    }

    @Override
    protected ChatRequestParameters createIntegrationSpecificParameters(int maxOutputTokens) {
        return RoutingChatRequestParameters.builder()
                .maxOutputTokens(maxOutputTokens)
                .build();
    }

    @Override
    protected Class<? extends ChatResponseMetadata> chatResponseMetadataType(StreamingChatModel asked) {
        return OpenAiChatResponseMetadata.class;
    }

    @Override
    protected Class<? extends TokenUsage> tokenUsageType(StreamingChatModel asked) {
        return OpenAiTokenUsage.class;
    }

    @Override
    protected void verifyToolCallbacks(StreamingChatResponseHandler handler, InOrder io, String id) {
        verifyToolCall(handler, io, 0, id, "getWeather", "{\"city\":\"Munich\"}");
    }

    @Override
    protected void verifyToolCallbacks(StreamingChatResponseHandler handler, InOrder io, String id1, String id2) {
        verifyToolCall(handler, io, 0, id1, "getWeather", "{\"city\":\"Munich\"}");
        verifyToolCall(handler, io, 1, id2, "getTime", "{\"country\":\"France\"}");
    }

    private static void verifyToolCall(
            StreamingChatResponseHandler handler, InOrder io, int index, String id, String name, String arguments) {
        io.verify(handler, atLeastOnce())
                .onPartialToolCall(
                        argThat(call -> call.index() == index
                                && call.id().equals(id)
                                && call.name().equals(name)),
                        any());
        io.verify(handler).onCompleteToolCall(complete(index, id, name, arguments));
    }
}
