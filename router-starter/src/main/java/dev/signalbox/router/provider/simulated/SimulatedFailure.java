package dev.signalbox.router.provider.simulated;

import java.time.Duration;
import java.util.SplittableRandom;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * A rule for failures: which calls at a simulated deployment fail, and how. A call fails when all conditions hold that
 * are given; without any, every call does. Calls are numbered from 1 for each deployment, whole and streamed alike.
 *
 * @param kind how it fails
 * @param every fails each call whose number divides by this: 3 is calls 3, 6, 9; {@code null} is any call
 * @param first fails so many calls from the start; {@code null} is no limit
 * @param probability fails this share of the calls, 0 to 1, by chance; {@code null} is all
 * @param contains what the last user message must contain, in whatever case; {@code null} is always
 * @param retryAfter the Retry-After of kinds that are HTTP answers; {@code null} is none
 * @param after how long a {@code timeout} hangs; {@code null} is the provider's read timeout
 * @param afterTokens how many tokens come before a {@code cut}; 0 unless given
 */
@Builder
public record SimulatedFailure(
        SimulatedFailureKind kind,
        @Nullable Integer every,
        @Nullable Integer first,
        @Nullable Double probability,
        @Nullable String contains,
        @Nullable Duration retryAfter,
        @Nullable Duration after,
        int afterTokens) {

    /**
     * Checks the rule.
     *
     * @throws IllegalArgumentException if a number is out of its range, or does not go with the kind
     */
    public SimulatedFailure {
        Settings.require(kind != null, "failure's kind", kind, "one of " + SimulatedFailureKind.keys());
        Settings.require(every == null || every > 0, "failure's every", every, "1 or more");
        Settings.require(first == null || first > 0, "failure's first", first, "1 or more");
        boolean share = probability == null || probability >= 0 && probability <= 1;
        Settings.require(share, "failure's probability", probability, "0 to 1");
        Settings.require(afterTokens >= 0, "failure's after-tokens", afterTokens, "0 or more");
        String without = "left out for " + kind.key();
        Settings.require(retryAfter == null || kind.isAnswer(), "failure's retry-after", retryAfter, without);
        boolean hangs = kind == SimulatedFailureKind.TIMEOUT;
        Settings.require(after == null || hangs, "failure's after", after, without);
        boolean cuts = kind == SimulatedFailureKind.CUT;
        Settings.require(afterTokens == 0 || cuts, "failure's after-tokens", afterTokens, without);
    }

    /** Whether that call fails by this rule. */
    boolean hits(long call, Prompt prompt, SplittableRandom random) {
        return (every == null || call % every == 0)
                && (first == null || call <= first)
                && prompt.contains(contains)
                && (probability == null || random.nextDouble() < probability);
    }
}
