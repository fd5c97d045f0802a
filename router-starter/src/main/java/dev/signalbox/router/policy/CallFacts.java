package dev.signalbox.router.policy;

import dev.langchain4j.invocation.InvocationParameters;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import lombok.AccessLevel;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says about one call. Immutable; every method answers with a copy.
 *
 * @param policy the policy asked for
 * @param tenant for which customer the call is made
 * @param user for which person the call is made
 * @param key the name of the key that the caller showed, never the key itself
 * @param session the conversation it belongs to
 * @param run the run of an agent that it is a step of
 * @param step the step of that run
 * @param agent the agent that makes it
 * @param role the role in which that agent makes it, for example {@code plan} or {@code review}
 * @param agentPolicy the policy that the agent's role stands for; anything said about this call or its method wins over it
 * @param tags whatever else rules look at
 * @param preferences what the call asks for beside its policy
 */
@Builder(toBuilder = true, access = AccessLevel.PRIVATE)
public record CallFacts(
        @Nullable String policy,
        @Nullable String tenant,
        @Nullable String user,
        @Nullable String key,
        @Nullable String session,
        @Nullable String run,
        @Nullable String step,
        @Nullable String agent,
        @Nullable String role,
        @Nullable String agentPolicy,
        Map<String, String> tags,
        @Nullable Preferences preferences) {

    /** The key under which an AI service's {@link InvocationParameters} hold the facts. */
    public static final String KEY = "signalbox.facts";

    /** Nothing said. */
    public static final CallFacts NONE = CallFacts.builder().tags(Map.of()).build();

    /** Copies the tags. */
    public CallFacts {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    /** These facts, asking for a policy; {@code null} for none. */
    public CallFacts policy(@Nullable String name) {
        return toBuilder().policy(name).build();
    }

    /** These facts, for a tenant. */
    public CallFacts tenant(String name) {
        return toBuilder().tenant(name).build();
    }

    /** These facts, for a user. */
    public CallFacts user(String name) {
        return toBuilder().user(name).build();
    }

    /** These facts, by a caller that showed the key of that name. */
    public CallFacts key(String name) {
        return toBuilder().key(name).build();
    }

    /** These facts, as a step of an agent's run. */
    public CallFacts run(String id) {
        return toBuilder().run(id).build();
    }

    /** These facts, as that step of the run. */
    public CallFacts step(String name) {
        return toBuilder().step(name).build();
    }

    /** These facts, in a session. */
    public CallFacts session(String id) {
        return toBuilder().session(id).build();
    }

    /** These facts, said by an agent. */
    public CallFacts agent(String name) {
        return toBuilder().agent(name).build();
    }

    /** These facts, said by an agent in that role. */
    public CallFacts role(String name) {
        return toBuilder().role(name).build();
    }

    /** These facts, with the policy of the agent's role. */
    public CallFacts agentPolicy(String name) {
        return toBuilder().agentPolicy(name).build();
    }

    /** These facts and one tag more. */
    public CallFacts tag(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(tags);
        more.put(name, value);
        return toBuilder().tags(more).build();
    }

    /** These facts, with preferences in place of those that there were. */
    public CallFacts preferring(Preferences wished) {
        return toBuilder().preferences(wished).build();
    }

    /** These facts where they say something, else the others'. Tags of both are kept. */
    public CallFacts over(CallFacts others) {
        Map<String, String> all = new LinkedHashMap<>(others.tags);
        all.putAll(tags);
        return new CallFacts(
                first(policy, others.policy),
                first(tenant, others.tenant),
                first(user, others.user),
                first(key, others.key),
                first(session, others.session),
                first(run, others.run),
                first(step, others.step),
                first(agent, others.agent),
                first(role, others.role),
                first(agentPolicy, others.agentPolicy),
                all,
                preferences == null ? others.preferences : preferences);
    }

    private static @Nullable String first(@Nullable String mine, @Nullable String other) {
        return mine == null ? other : mine;
    }

    /** These facts as the parameters of one AI-service invocation. */
    public InvocationParameters asParameters() {
        return InvocationParameters.from(KEY, this);
    }
}
