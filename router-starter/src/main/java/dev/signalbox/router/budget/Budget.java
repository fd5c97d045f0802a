package dev.signalbox.router.budget;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * A cap on cost or tokens within a window, for all calls together or for those of each tenant, user and so on.
 *
 * @param name what names it; what was used goes by the name and the unit, so that it outlives a change of the rest
 * @param per by what calls are counted together: {@code global}, {@code policy}, {@code tenant}, {@code user},
 *     {@code key}, {@code run} or {@code tag:<name>}; {@code global} unless given. A call that does not say whose it is is
 *     not under the budget
 * @param subject whose use it counts, whatever calls say; unless given that is what they say by {@code per}
 * @param limit how much may be used within the window
 * @param window the time over which use counts; a rolling day unless given
 * @param onLimit what happens at the limit; {@link OnLimit#REFUSE} unless given
 * @param warnAt shares of the limit, above 0 and below 1, from which on a warning is given; 0.8 unless given
 * @param policies the policies and models whose calls are under the budget; all unless given
 */
@Builder(toBuilder = true)
public record Budget(
        String name,
        String per,
        @Nullable String subject,
        BudgetAmount limit,
        BudgetWindow window,
        OnLimit onLimit,
        List<Double> warnAt,
        Set<String> policies) {

    /** What happens to a call for which nothing is left. */
    public enum OnLimit {
        /** It is refused, unless a cheaper candidate fits. */
        REFUSE,
        /** It goes on, to the cheapest candidate first. */
        DEGRADE,
        /** It goes on; only an event tells. */
        WARN
    }

    /**
     * Checks the budget.
     *
     * @throws IllegalArgumentException if the name is blank or a share is not between 0 and 1
     */
    public Budget {
        warnAt = warnAt.stream().sorted().toList();
        policies = Set.copyOf(policies);
        if (name.isBlank()) {
            throw new IllegalArgumentException("A budget has a name.");
        }
        for (double share : warnAt) {
            if (!(share > 0 && share < 1)) {
                throw new IllegalArgumentException("The budget '" + name + "' warns at " + share
                        + ". A share of the limit is above 0 and below 1, for example 0.8.");
            }
        }
    }

    /**
     * A budget of all calls, over the last 24 hours.
     *
     * @param limit as it is configured, for example {@code 20 USD}
     * @throws IllegalArgumentException if the limit is no amount
     */
    public static BudgetBuilder of(String name, String limit) {
        return builder().name(name).limit(BudgetAmount.of(limit));
    }

    /**
     * Under which name stores count what is used of it: under its own or, so that a change of the unit makes no tokens of
     * money, one that says that it counts tokens.
     */
    public String key() {
        return countsMoney() ? name : name + " (tokens)";
    }

    /** Whether it counts money, so that prices must be known. */
    public boolean countsMoney() {
        return limit.unit() == BudgetUnit.USD;
    }

    /** Whether what it has not got left is refused. */
    public boolean hard() {
        return onLimit == OnLimit.REFUSE;
    }

    /** That much of what it counts. */
    public BudgetAmount amount(long value) {
        return new BudgetAmount(limit.unit(), value);
    }

    @Override
    public String toString() {
        return name;
    }

    /** Builds a budget; Lombok fills in the setters. */
    @SuppressWarnings({"UnusedVariable", "NullAway.Init"}) // read and written by what Lombok generates
    public static final class BudgetBuilder {
        private String per = "global";
        private BudgetWindow window = BudgetWindow.rolling(Duration.ofDays(1));
        private OnLimit onLimit = OnLimit.REFUSE;
        private List<Double> warnAt = List.of(0.8);
        private Set<String> policies = Set.of();
    }
}
