package dev.signalbox.router.execution;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The parameters that a deployment's client would refuse.
 *
 * @param client the client
 */
record UnsupportedParameters(DeploymentClient client) {

    /**
     * The parameters without those. Parameters of the client's own type stay as they are: who writes them for one kind of
     * deployment knows what it takes.
     *
     * @param onDrop is told the name of each that is left out
     */
    ChatRequestParameters dropFrom(ChatRequestParameters given, Consumer<String> onDrop) {
        Set<String> names = client.unsupportedParameters();
        if (names.isEmpty()) {
            return given;
        }
        Set<String> refused = new HashSet<>(CommonParameters.namesIn(given));
        refused.retainAll(names);
        if (refused.isEmpty() || isOwnType(given)) {
            return given;
        }
        refused.forEach(onDrop);
        return CommonParameters.without(refused, given);
    }

    private boolean isOwnType(ChatRequestParameters given) {
        Class<?> type = client.parameters(Map.of()).getClass();
        return type != DefaultChatRequestParameters.class && type == given.getClass();
    }

    /** Whether the client would refuse a configured parameter, and not just takes it in a way of its own. */
    boolean refuses(String name, Object value) {
        return client.unsupportedParameters().contains(name)
                && CommonParameters.namesIn(client.parameters(Map.of(name, value)))
                        .contains(name);
    }
}
