package dev.signalbox.router;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.PolicySource;
import org.jspecify.annotations.Nullable;

/**
 * The policy that a call asks for by name.
 *
 * @param name a policy, a model or an alias; may not exist
 * @param source who named it
 */
record NamedPolicy(String name, PolicySource source) {

    /**
     * Named by the first of: the request's routing parameters, the bound model, what is said around the call, the
     * request's model name, the method's annotation, the type's. {@code null} if none speaks: then the agent's role, the
     * rules and the default policy decide.
     */
    static @Nullable NamedPolicy first(
            ChatRequestParameters parameters,
            @Nullable String boundPolicy,
            CallFacts around,
            @Nullable PolicyAnnotations annotations) {
        if (parameters instanceof RoutingChatRequestParameters own
                && own.facts().policy() != null) {
            return new NamedPolicy(own.facts().policy(), PolicySource.PARAMETERS);
        } else if (boundPolicy != null) {
            return new NamedPolicy(boundPolicy, PolicySource.BOUND_MODEL);
        } else if (around.policy() != null) {
            return new NamedPolicy(around.policy(), PolicySource.INVOCATION);
        } else if (parameters.modelName() != null) {
            return new NamedPolicy(parameters.modelName(), PolicySource.MODEL_NAME);
        } else if (annotations != null && annotations.ofMethod() != null) {
            return new NamedPolicy(annotations.ofMethod(), PolicySource.METHOD);
        } else if (annotations != null && annotations.ofType() != null) {
            return new NamedPolicy(annotations.ofType(), PolicySource.TYPE);
        }
        return null;
    }
}
