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
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;

/** The budget and the rate limits that each virtual key has of its own. */
@RequiredArgsConstructor
public final class KeyLimits implements BudgetContributor, RateLimitContributor {

    private static final String NAME = "key";

    private final KeyRing keys;

    /** Whether a configured key has a limit per minute. */
    public boolean limitsRates() {
        return keys.configured().stream().anyMatch(key -> key.limits().perMinute());
    }

    @Override
    public List<Budget> budgets(RequestFacts facts) {
        return key(facts).map(VirtualKey::budget).map(List::of).orElse(List.of());
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
