package dev.signalbox.router.actuate;

import dev.signalbox.router.model.Capability;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.RequestFacts;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Facts as somebody asks about them: tags as {@code key:value}, needs by their configured names. */
record AskedFacts(
        @Nullable String policy,
        @Nullable String service,
        @Nullable String method,
        @Nullable String agent,
        @Nullable String tenant,
        @Nullable String user,
        @Nullable String session,
        List<String> tags,
        @Nullable Integer inputTokens,
        @Nullable Integer maxOutputTokens,
        List<String> needs) {

    /**
     * What they mean.
     *
     * @throws IllegalArgumentException if a tag or a need is none
     */
    RequestFacts facts() {
        CallFacts said = new CallFacts(policy, tenant, user, session, agent, null, Map.of());
        for (String tag : tags) {
            int colon = tag.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("'" + tag + "' is not a tag. Write tag=key:value.");
            }
            said = said.tag(tag.substring(0, colon), tag.substring(colon + 1));
        }
        return RequestFacts.of(said).toBuilder()
                .service(service)
                .method(method)
                .inputTokens(inputTokens == null ? 0 : inputTokens)
                .maxOutputTokens(maxOutputTokens)
                .needs(needs.stream().map(Capability::of).collect(Collectors.toUnmodifiableSet()))
                .build();
    }
}
