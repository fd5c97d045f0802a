package dev.signalbox.router.gateway;

import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.execution.BudgetContributor;
import dev.signalbox.router.execution.RateLimitContributor;
import dev.signalbox.router.key.KeyRing;
import dev.signalbox.router.key.VirtualKey;
import dev.signalbox.router.model.Limits;
import dev.signalbox.router.policy.RateLimit;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.policy.Scope;
import dev.signalbox.router.resilience.RateLimiter;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;

/** The budget and the rate limits that each virtual key has of its own. */
@RequiredArgsConstructor
public final class KeyLimits implements BudgetContributor, RateLimitContributor {

    private static final String NAME = "key";

    private final KeyRing keys;
    /** Whether limits per minute can be kept. */
    private final boolean countsRates;

    /** Whether a configured key has a limit per minute. */
    public boolean limitsRates() {
        return keys.configured().stream().anyMatch(key -> key.limits().perMinute());
    }

    /** A key of the store may have limits that this node cannot keep: its calls fail, and its log says why. */
    @Override
    public List<Budget> budgets(RequestFacts facts) {
        VirtualKey key = key(facts).orElse(null);
        if (key != null && key.limits().perMinute() && !countsRates) {
            throw new IllegalStateException("The key '" + key.name() + "' has limits per minute, and there is no "
                    + RateLimiter.class.getSimpleName()
                    + " to keep them. Add the dependency 'com.bucket4j:bucket4j_jdk17-core'.");
        }
        return key == null || key.budget() == null ? List.of() : List.of(key.budget());
    }

    @Override
    public List<RateLimit> limits(RequestFacts facts) {
        return key(facts)
                .map(VirtualKey::limits)
                .filter(Limits::perMinute)
                .map(limits -> new Limits(null, limits.requestsPerMinute(), limits.tokensPerMinute()))
                .map(limits -> List.of(new RateLimit(NAME, Scope.of("key"), limits)))
                .orElse(List.of());
    }

    private Optional<VirtualKey> key(RequestFacts facts) {
        return facts.key() == null ? Optional.empty() : keys.named(facts.key());
    }
}
