package dev.signalbox.router.execution;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.Preferences;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the requests of a call's attempts from the caller's.
 *
 * @param call what the caller sent
 * @param plan how it is routed
 * @param streaming whether the answer comes piece by piece
 */
record AttemptRequest(CallRequest call, Plan plan, boolean streaming) {

    /**
     * The caller's parameters over the configured ones; those meant for this provider over both. A model name of the
     * caller's means one of ours and never reaches the provider.
     *
     * @param from what the caller has got already of a stream that broke
     */
    ChatRequest to(Deployment deployment, DeploymentClient client, Continuation from) {
        ChatRequestParameters given = supported(deployment, client);
        ChatRequestParameters forProvider = call.providerParameters().get(deployment.provider());
        if (forProvider != null) {
            given = forProvider.defaultedBy(CommonParameters.without(Set.of(), given));
        }
        ChatRequestParameters configured =
                plan.snapshot().parameters(plan.decision().policy(), deployment);
        if (!speaksItself(deployment, client, from)) {
            configured = wished(deployment, client, configured);
        }
        ChatRequestParameters own = configured.overrideWith(given);
        if (own.modelName() != null) {
            own = own.overrideWith(ChatRequestParameters.builder()
                    .modelName(modelName(deployment, client))
                    .build());
        }
        return ChatRequest.builder()
                .messages(from.messages(messages(deployment)))
                .parameters(own)
                .build();
    }

    /** The caller's own words, unless the deployment must get others: of a conversation that another one began, or goes on. */
    @Nullable
    WireRequest wire(Deployment deployment, Continuation from) {
        return from.isNone() && hasServed(deployment) ? call.wire() : null;
    }

    /** Whether the caller's words reach the provider, so that nobody need say the same again. */
    private boolean speaksItself(Deployment deployment, DeploymentClient client, Continuation from) {
        WireRequest words = wire(deployment, from);
        return words != null && words.dialect().equals(client.wireDialect());
    }

    /** What the call asks for by configured names, as far as this kind of deployment knows it. */
    private ChatRequestParameters wished(
            Deployment deployment, DeploymentClient client, ChatRequestParameters configured) {
        Preferences preferences = call.facts().preferences();
        if (preferences == null) {
            return configured;
        }
        Map<String, Object> known = new LinkedHashMap<>();
        preferences.parameters().forEach((name, value) -> {
            if (knows(client, name, value)) {
                known.put(name, value);
            } else {
                plan.snapshot().dropped(deployment, name);
            }
        });
        return known.isEmpty() ? configured : client.parameters(known).defaultedBy(configured);
    }

    private static boolean knows(DeploymentClient client, String name, Object value) {
        try {
            client.parameters(Map.of(name, value));
            return true;
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }

    private ChatRequestParameters supported(Deployment deployment, DeploymentClient client) {
        return new UnsupportedParameters(client)
                .dropFrom(call.request().parameters(), name -> plan.snapshot().dropped(deployment, name));
    }

    private String modelName(Deployment deployment, DeploymentClient client) {
        ChatRequestParameters defaults = streaming && client.streamingChatModel() != null
                ? client.streamingChatModel().defaultRequestParameters()
                : client.chatModel().defaultRequestParameters();
        String own = defaults.modelName();
        return own == null ? deployment.modelId() : own;
    }

    /** As another deployment has had a part in the conversation, if this one has not served it so far. */
    private List<ChatMessage> messages(Deployment deployment) {
        List<ChatMessage> messages = call.request().messages();
        return hasServed(deployment) ? messages : Handover.of(messages);
    }

    /** Who speaks for itself brings its own history, whoever has served its session before. */
    private boolean hasServed(Deployment deployment) {
        String staysWith = plan.decision().staysWith();
        return call.wire() != null || staysWith == null || staysWith.equals(deployment.id());
    }
}
