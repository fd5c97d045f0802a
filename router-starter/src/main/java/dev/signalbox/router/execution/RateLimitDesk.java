package dev.signalbox.router.execution;

import dev.signalbox.router.execution.CallLimits.Charge;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.RateLimit;
import dev.signalbox.router.policy.RateLimitRefusal;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.resilience.RateLimiter;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Finds the rate limits that a call is under: those that are configured, and those that contributors add. */
@RequiredArgsConstructor
final class RateLimitDesk {

    private static final CallLimits NONE = new CallLimits(null, List.of(), 0);

    private final @Nullable RateLimiter limiter;
    private final List<RateLimitContributor> contributors;

    /** Whether there may be any. */
    boolean isNeeded(List<RateLimit> configured) {
        return !configured.isEmpty() || !contributors.isEmpty();
    }

    /** Those of a call. A shadow is under none: nobody has asked for it. */
    CallLimits of(Plan plan) {
        Decision decision = plan.decision();
        if (limiter == null || decision.isShadow() || !isNeeded(plan.snapshot().rateLimits())) {
            return NONE;
        }
        List<Charge> charges = charges(plan);
        return charges.isEmpty()
                ? NONE
                : new CallLimits(limiter, charges, decision.facts().expectedTokens());
    }

    /** Those that would refuse such a call now, as far as this node knows. Takes nothing and asks no store. */
    List<RateLimitRefusal> refusals(Plan plan) {
        if (limiter == null || !isNeeded(plan.snapshot().rateLimits())) {
            return List.of();
        }
        List<RateLimitRefusal> refusals = new ArrayList<>();
        for (Charge charge : charges(plan)) {
            long wait = charge.nanosUntilFree(limiter, plan.decision().facts().expectedTokens());
            if (wait > 0) {
                refusals.add(charge.refusal(wait));
            }
        }
        return refusals;
    }

    private List<Charge> charges(Plan plan) {
        RequestFacts facts = plan.decision().facts();
        String policy = plan.countedAs();
        List<Charge> charges = new ArrayList<>();
        plan.snapshot().rateLimits().forEach(limit -> add(limit, facts, policy, charges));
        contributors.forEach(
                contributor -> contributor.limits(facts).forEach(limit -> add(limit, facts, policy, charges)));
        return charges;
    }

    private static void add(RateLimit limit, RequestFacts facts, String policy, List<Charge> charges) {
        String subject = limit.per().subject(facts, policy);
        if (subject != null) {
            charges.add(new Charge(limit, subject));
        }
    }
}
