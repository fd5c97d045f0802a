package dev.signalbox.router.actuate;

import dev.signalbox.router.usage.LedgerCaller;
import dev.signalbox.router.usage.LedgerEntry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One record, as the endpoint shows it; {@code null} where nothing is known.
 *
 * @param attempt the number of the attempt, 0 for a call
 * @param estimated whether the tokens are estimated
 * @param costUsd the money, as far as it is known
 * @param costKnown whether that is all
 */
record EntryView(
        Instant time,
        String call,
        int attempt,
        @Nullable String shadowOf,
        String policy,
        @Nullable String rule,
        @Nullable String model,
        @Nullable String provider,
        @Nullable String deployment,
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
        long inputTokens,
        long cachedTokens,
        long cacheWriteTokens,
        long outputTokens,
        long reasoningTokens,
        boolean estimated,
        BigDecimal costUsd,
        boolean costKnown,
        long latencyMillis,
        @Nullable Long firstContentMillis,
        String outcome,
        @Nullable String failure,
        @Nullable Integer status) {

    private static final List<String> COLUMNS = List.of(
            "time",
            "call",
            "attempt",
            "shadowOf",
            "policy",
            "rule",
            "model",
            "provider",
            "deployment",
            "service",
            "method",
            "agent",
            "role",
            "tenant",
            "user",
            "key",
            "session",
            "run",
            "step",
            "tags",
            "inputTokens",
            "cachedTokens",
            "cacheWriteTokens",
            "outputTokens",
            "reasoningTokens",
            "estimated",
            "costUsd",
            "costKnown",
            "latencyMillis",
            "firstContentMillis",
            "outcome",
            "failure",
            "status");

    static EntryView of(LedgerEntry entry) {
        LedgerCaller caller = entry.caller();
        Duration firstContent = entry.firstContent();
        return new EntryView(
                entry.time(),
                entry.callId(),
                entry.attempt(),
                entry.shadowOf(),
                entry.policy(),
                entry.rule(),
                entry.model(),
                entry.provider(),
                entry.deployment(),
                caller.service(),
                caller.method(),
                caller.agent(),
                caller.role(),
                caller.tenant(),
                caller.user(),
                caller.key(),
                caller.session(),
                caller.run(),
                caller.step(),
                caller.tags(),
                entry.usage().input(),
                entry.usage().cachedInput(),
                entry.usage().cacheWrite(),
                entry.usage().output(),
                entry.usage().reasoning(),
                entry.usage().estimated(),
                Usd.of(entry.cost()),
                entry.cost().complete(),
                entry.latency().toMillis(),
                firstContent == null ? null : firstContent.toMillis(),
                entry.outcome().name().toLowerCase(Locale.ROOT),
                entry.failure(),
                entry.status());
    }

    static Csv table(List<EntryView> entries) {
        return new Csv(COLUMNS, entries.stream().map(EntryView::row).toList());
    }

    private List<@Nullable Object> row() {
        String tagText = tags.entrySet().stream()
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.joining(";"));
        return Arrays.asList(
                time,
                call,
                attempt,
                shadowOf,
                policy,
                rule,
                model,
                provider,
                deployment,
                service,
                method,
                agent,
                role,
                tenant,
                user,
                key,
                session,
                run,
                step,
                tagText,
                inputTokens,
                cachedTokens,
                cacheWriteTokens,
                outputTokens,
                reasoningTokens,
                estimated,
                costUsd.toPlainString(),
                costKnown,
                latencyMillis,
                firstContentMillis,
                outcome,
                failure,
                status);
    }
}
