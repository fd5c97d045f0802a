package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.Budget.OnLimit;
import dev.signalbox.router.budget.BudgetAmount;
import dev.signalbox.router.budget.BudgetWindow;
import dev.signalbox.router.budget.CalendarWindow;
import dev.signalbox.router.policy.Scope;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A cap on cost or tokens within a window.
 *
 * @param per By what calls are counted together: global, policy, tenant, user, key, run, or tag:name. A call that does not
 *     say it is not under the budget.
 * @param limit How much may be used within the window: money, such as '20 USD', or tokens, such as '500k tokens'.
 * @param window Time over which use counts: the calendar's hour, day, week or month, lifetime, or the length of a rolling
 *     window, such as 1h or 7d.
 * @param zone Time zone of hours, days, weeks and months; UTC unless given.
 * @param onLimit What happens at the limit: refuse the call, degrade it to the cheapest candidate first, or only warn.
 * @param warnAt Shares of the limit, between 0 and 1, at which a warning is given.
 * @param policies Policies and models whose calls are under the budget; all unless given.
 */
@ConfigurationPropertiesSource
record BudgetProperties(
        @DefaultValue("global") String per,
        @Nullable String limit,
        @DefaultValue("1d") String window,
        @Nullable String zone,
        @DefaultValue("refuse") OnLimit onLimit,
        @DefaultValue("0.8") List<Double> warnAt,
        @DefaultValue Set<String> policies) {

    Budget budget(String name, KnownNames names) {
        Checks checks = new Checks("signalbox.budgets." + name);
        String written = checks.required("limit", limit, "as money or tokens, for example 20 USD or 500k tokens");
        policies.forEach(policy -> names.requireBudgeted(checks.property("policies"), policy));
        return Budget.builder()
                .name(name)
                .per(fitting(checks, "per", per, () -> Scope.of(per)).toString())
                .limit(fitting(checks, "limit", written, () -> BudgetAmount.of(written)))
                .window(window(checks))
                .onLimit(onLimit)
                .warnAt(warnAt.stream().map(share -> share(checks, share)).toList())
                .policies(policies)
                .build();
    }

    private BudgetWindow window(Checks checks) {
        ZoneId in = zone == null ? ZoneId.of("UTC") : TimeProperties.zone(checks.property("zone"), zone);
        BudgetWindow fitting = fitting(checks, "window", window, () -> BudgetWindow.of(window, in));
        if (zone != null && !(fitting instanceof CalendarWindow)) {
            throw new ConfigurationProblem(
                    checks.property("zone"),
                    zone,
                    "'" + checks.property("zone") + "' changes nothing: the window '" + window
                            + "' is the same everywhere.",
                    "Remove it, or write a window of the calendar: hour, day, week or month.");
        }
        return fitting;
    }

    private static double share(Checks checks, double share) {
        if (share > 0 && share < 1) {
            return share;
        }
        String property = checks.property("warn-at");
        throw new ConfigurationProblem(
                property,
                share,
                "'" + property + "' is " + share + ". It must be above 0 and below 1.",
                "Write a share of the limit, for example 0.8, or several: [0.5, 0.8].");
    }

    private static <T> T fitting(Checks checks, String key, String value, Supplier<T> maker) {
        return new Checks(checks.property(key)).fitting(value, maker);
    }
}
