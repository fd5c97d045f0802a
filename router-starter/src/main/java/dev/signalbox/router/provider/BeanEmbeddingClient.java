package dev.signalbox.router.provider;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.request.EmbeddingRequestParameters;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.execution.EmbeddingParameters;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls an embedding model bean, looked up when it is needed. It takes the length of its vectors if it says so.
 *
 * @param beanName the bean's name
 * @param bean finds it
 */
record BeanEmbeddingClient(String beanName, Supplier<EmbeddingModel> bean) implements DeploymentClient {

    @Override
    public ChatModel chatModel() {
        return new EmbeddingChatModel(beanName, this::embed);
    }

    private EmbeddingResponse embed(EmbeddingRequest request, @Nullable Integer dimensions) {
        EmbeddingRequest asked = dimensions == null
                ? request
                : EmbeddingRequest.builder()
                        .inputs(request.inputs())
                        .dimensions(dimensions)
                        .build();
        return bean.get().embed(asked);
    }

    @Override
    public @Nullable StreamingChatModel streamingChatModel() {
        return null;
    }

    @Override
    public Set<String> unsupportedParameters() {
        return bean.get().supportedParameters().contains(EmbeddingRequestParameters.DIMENSIONS)
                ? Set.of()
                : Set.of(EmbeddingParameters.DIMENSIONS);
    }

    /** What is configured is checked while beans are made, so that the bean cannot be asked yet whether it takes it. */
    @Override
    public ChatRequestParameters parameters(Map<String, Object> configured) {
        return EmbeddingParameters.of(configured, Set.of());
    }
}
