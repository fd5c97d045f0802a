package dev.signalbox.router.actuate;

import dev.signalbox.router.model.Capability;
import dev.signalbox.router.policy.RequestFacts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Request facts, as the endpoint shows them; {@code null} where nothing is known. */
record FactsView(
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
        Map<String, String> tags,
        int inputTokens,
        @Nullable Integer maxOutputTokens,
        List<String> needs) {

    static FactsView of(RequestFacts facts) {
        return new FactsView(
                facts.policy(),
                facts.service(),
                facts.method(),
                facts.agent(),
                facts.role(),
                facts.tenant(),
                facts.user(),
                facts.key(),
                facts.session(),
                facts.run(),
                facts.step(),
                facts.tags(),
                facts.inputTokens(),
                facts.maxOutputTokens(),
                facts.needs().stream().sorted().map(Capability::key).toList());
    }
}
