package dev.signalbox.router.policy;

import dev.signalbox.router.model.Capability;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * All that rules and guards may look at. What names the call and when it is made may be left out: the router fills in its
 * own.
 *
 * @param callId names the call, and the decision about it
 * @param moment when the call is made
 * @param shadowOf the id of the call of which this one is a copy, {@code null} for a call of its own
 * @param policy the policy or model that somebody named, {@code null} if nobody did
 * @param source who named it; {@link PolicySource#DEFAULT} if nobody did
 * @param model the model name that the request itself carries, as it was written, whatever was named besides
 * @param service the simple or full name of the AI service, {@code null} outside of one
 * @param method the name of its method
 * @param agent the agent that makes the call
 * @param role the role in which that agent makes it
 * @param tenant for which customer the call is made
 * @param user for which person the call is made
 * @param key the name of the key that the caller showed, never the key itself
 * @param session the conversation it belongs to
 * @param run the run of an agent that it is a step of
 * @param step the step of that run
 * @param tags whatever else was said
 * @param preferences what the call asks for beside its policy, {@code null} if it does not
 * @param inputTokens estimated size of the request, in tokens
 * @param maxOutputTokens the answer's greatest allowed size, in tokens, {@code null} if not limited
 * @param needs what a deployment must be able to do
 * @param parameters names of the request parameters that are set, as they are configured, for example {@code top-k}
 */
@Builder(toBuilder = true)
public record RequestFacts(
        @Nullable String callId,
        @Nullable Instant moment,
        @Nullable String shadowOf,
        @Nullable String policy,
        PolicySource source,
        @Nullable String model,
        @Nullable String service,
        @Nullable String method,
        @Nullable String agent,
        @Nullable String role,
        @Nullable String tenant,
        @Nullable String user,
        @Nullable String key,
        @Nullable String session,
        @Nullable String run,
        @Nullable String step,
        Map<String, String> tags,
        @Nullable Preferences preferences,
        int inputTokens,
        @Nullable Integer maxOutputTokens,
        Set<Capability> needs,
        Set<String> parameters) {

    /** Output tokens of an answer that nobody limited, as far as they can be expected: {@value}. */
    public static final int TYPICAL_OUTPUT = 500;

    /** The output to expect: what the request allows or, where it sets no limit, 500 tokens. */
    public int expectedOutput() {
        return maxOutputTokens == null ? TYPICAL_OUTPUT : maxOutputTokens;
    }

    /** The tokens to expect: the estimated input, and of the output no more than an answer typically has. */
    public long expectedTokens() {
        return (long) inputTokens + Math.min(expectedOutput(), TYPICAL_OUTPUT);
    }

    /** Facts of a call of which nothing is known but what its caller says. */
    public static RequestFacts of(CallFacts facts) {
        return builder().caller(facts).build();
    }

    /** Builds facts; Lombok fills in the setters. */
    @SuppressWarnings({"UnusedVariable", "NullAway.Init"}) // read and written by what Lombok generates
    public static final class RequestFactsBuilder {
        private PolicySource source = PolicySource.DEFAULT;
        private Map<String, String> tags = Map.of();
        private Set<Capability> needs = Set.of();
        private Set<String> parameters = Set.of();

        /** Takes over what a caller said, the policy included. */
        public RequestFactsBuilder caller(CallFacts facts) {
            if (facts.policy() != null) {
                policy(facts.policy()).source(PolicySource.INVOCATION);
            } else if (facts.agentPolicy() != null) {
                policy(facts.agentPolicy()).source(PolicySource.AGENT);
            }
            return agent(facts.agent())
                    .role(facts.role())
                    .tenant(facts.tenant())
                    .user(facts.user())
                    .key(facts.key())
                    .session(facts.session())
                    .run(facts.run())
                    .step(facts.step())
                    .tags(facts.tags())
                    .preferences(facts.preferences());
        }
    }
}
