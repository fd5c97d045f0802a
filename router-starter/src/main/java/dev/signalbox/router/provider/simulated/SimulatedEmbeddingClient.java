package dev.signalbox.router.provider.simulated;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.execution.EmbeddingParameters;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns texts into vectors. */
record SimulatedEmbeddingClient(ChatModel chatModel) implements DeploymentClient {

    @Override
    public @Nullable StreamingChatModel streamingChatModel() {
        return null;
    }

    @Override
    public ChatRequestParameters parameters(Map<String, Object> configured) {
        return EmbeddingParameters.of(configured, Set.of());
    }
}
