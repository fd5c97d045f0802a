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
        @Nullable String role,
        @Nullable String tenant,
        @Nullable String user,
        @Nullable String key,
        @Nullable String session,
        @Nullable String run,
        @Nullable String step,
        @Nullable String moment,
        List<String> tags,
        @Nullable String inputTokens,
        @Nullable String maxOutputTokens,
        List<String> needs) {

    /**
     * What they mean.
     *
     * @throws IllegalArgumentException if a tag, a number of tokens, a need or the moment is none
     */
    RequestFacts facts() {
        CallFacts said =
                new CallFacts(policy, tenant, user, key, session, run, step, agent, role, null, Map.of(), null);
        for (String tag : tags) {
            int colon = tag.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("'" + tag + "' is not a tag. Write tag=key:value.");
            }
            said = said.tag(tag.substring(0, colon), tag.substring(colon + 1));
        }
        Integer input = tokens("inputTokens", inputTokens);
        return RequestFacts.of(said).toBuilder()
                .service(service)
                .method(method)
                .moment(instant())
                .inputTokens(input == null ? 0 : input)
                .maxOutputTokens(tokens("maxOutputTokens", maxOutputTokens))
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

    private static @Nullable Integer tokens(String name, @Nullable String said) {
        if (said == null) {
            return null;
        }
        if (!said.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("'" + said + "' is no number of tokens. Write " + name + "=4000.");
        }
        return Integer.valueOf(said);
    }
}
