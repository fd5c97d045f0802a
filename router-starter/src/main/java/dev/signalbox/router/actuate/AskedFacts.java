package dev.signalbox.router.actuate;

import dev.signalbox.router.model.Capability;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.RequestFacts;
import java.time.Instant;
import java.time.format.DateTimeParseException;
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
        @Nullable String moment,
        List<String> tags,
        @Nullable Integer inputTokens,
        @Nullable Integer maxOutputTokens,
        List<String> needs) {

    /**
     * What they mean.
     *
     * @throws IllegalArgumentException if a tag, a need or the moment is none
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
                .moment(instant())
                .inputTokens(inputTokens == null ? 0 : inputTokens)
                .maxOutputTokens(maxOutputTokens)
                .needs(needs.stream().map(Capability::of).collect(Collectors.toUnmodifiableSet()))
                .build();
    }

    private @Nullable Instant instant() {
        try {
            return moment == null ? null : Instant.parse(moment);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "'" + moment + "' is not a moment. Write moment=2026-11-25T18:00:00Z.", e);
        }
    }
}
