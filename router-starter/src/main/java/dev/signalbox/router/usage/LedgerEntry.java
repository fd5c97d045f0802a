package dev.signalbox.router.usage;

import java.time.Duration;
import java.time.Instant;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * One record of the ledger: a logical call, or one of its attempts. Two with the same time, call and attempt are the same
 * record. It holds nothing that was asked or answered.
 *
 * @param time when it ended, in whole milliseconds
 * @param callId the id of the call, which is that of its decision
 * @param attempt the number of the attempt, 1 for the first; 0 for the call itself
 * @param shadowOf the id of the call of which this is a shadow, {@code null} for calls of their own
 * @param policy the policy or model by which the call went
 * @param rule the rule that chose the policy, {@code null} if none did
 * @param model the model; of a call that which answered, {@code null} if none did
 * @param provider the provider; of a call that which answered, {@code null} if none did
 * @param deployment the id of the deployment; of a call that which answered, {@code null} if none did
 * @param caller for whom
 * @param usage the tokens; of a call those of all its attempts
 * @param cost the money; of a call that of all its attempts
 * @param latency from its start to its end, in whole milliseconds
 * @param firstContent from its start to its first content, in whole milliseconds; {@code null} where the answer came whole or
 *     not at all, and of calls
 * @param outcome how it ended
 * @param failure the kind of failure, {@code null} after a success
 * @param status the status of the provider's HTTP answer with which it failed, {@code null} without one
 */
@Builder
public record LedgerEntry(
        Instant time,
        String callId,
        int attempt,
        @Nullable String shadowOf,
        String policy,
        @Nullable String rule,
        @Nullable String model,
        @Nullable String provider,
        @Nullable String deployment,
        LedgerCaller caller,
        Usage usage,
        Cost cost,
        Duration latency,
        @Nullable Duration firstContent,
        LedgerOutcome outcome,
        @Nullable String failure,
        @Nullable Integer status) {

    /** Whether it is a call or an attempt. */
    public LedgerGrain grain() {
        return attempt == 0 ? LedgerGrain.CALL : LedgerGrain.ATTEMPT;
    }
}
