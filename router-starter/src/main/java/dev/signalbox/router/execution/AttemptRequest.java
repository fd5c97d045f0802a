package dev.signalbox.router.execution;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.signalbox.router.model.Deployment;
import org.jspecify.annotations.Nullable;

/** Makes the request of one attempt from the caller's. */
final class AttemptRequest {

    private AttemptRequest() {}

    /**
     * The caller's parameters over the configured ones; those meant for this provider over both. A model name of the
     * caller's means one of ours and never reaches the provider.
     *
     * @param configured what policy and deployment set
     * @param modelDefaults what the deployment's LangChain4j model sets by itself
     */
    static ChatRequest of(
            CallRequest call,
            Deployment deployment,
            ChatRequestParameters configured,
            ChatRequestParameters modelDefaults) {
        ChatRequestParameters parameters =
                configured.overrideWith(call.request().parameters());
        ChatRequestParameters forProvider = call.providerParameters().get(deployment.provider());
        if (forProvider != null) {
            parameters = forProvider.defaultedBy(parameters);
        }
        if (parameters.modelName() != null) {
            parameters = parameters.overrideWith(ChatRequestParameters.builder()
                    .modelName(ownName(deployment, modelDefaults.modelName()))
                    .build());
        }
        return ChatRequest.builder()
                .messages(call.request().messages())
                .parameters(parameters)
                .build();
    }

    private static String ownName(Deployment deployment, @Nullable String modelDefault) {
        return modelDefault == null ? deployment.modelId() : modelDefault;
    }
}
