package dev.signalbox.router.autoconfigure;

import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.provider.Dialect;
import dev.signalbox.router.provider.ProviderSettings;
import java.util.List;
import java.util.Map;

/** An application's own dialect, whose deployments answer with their ids and take any parameter. */
record EchoDialect(String name) implements Dialect {

    @Override
    public DeploymentClient connect(
            ProviderSettings provider, Deployment deployment, List<ChatModelListener> listeners) {
        return new Echo(new OwnModel(deployment.id(), listeners), new OwnStreamingModel(deployment.id()));
    }

    private record Echo(OwnModel chatModel, OwnStreamingModel streamingChatModel) implements DeploymentClient {

        @Override
        public ChatRequestParameters parameters(Map<String, Object> configured) {
            return ChatRequestParameters.builder().build();
        }
    }
}
