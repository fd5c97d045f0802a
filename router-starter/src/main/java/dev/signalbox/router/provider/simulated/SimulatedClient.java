package dev.signalbox.router.provider.simulated;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.signalbox.router.execution.CommonParameters;
import dev.signalbox.router.execution.DeploymentClient;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes any parameter, so that policies made for other dialects can be rehearsed unchanged. */
record SimulatedClient(ChatModel chatModel, @Nullable StreamingChatModel streamingChatModel)
        implements DeploymentClient {

    @Override
    public ChatRequestParameters parameters(Map<String, Object> configured) {
        DefaultChatRequestParameters.Builder<?> builder = DefaultChatRequestParameters.builder();
        configured.forEach((name, value) -> CommonParameters.set(builder, name, value));
        return builder.build();
    }
}
