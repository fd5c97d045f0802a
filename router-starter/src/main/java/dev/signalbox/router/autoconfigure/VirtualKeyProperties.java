package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetAmount;
import dev.signalbox.router.budget.BudgetWindow;
import dev.signalbox.router.key.KeyBudget;
import dev.signalbox.router.key.KeySecret;
import dev.signalbox.router.key.VirtualKey;
import dev.signalbox.router.model.Limits;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A key of the gateway. Of 'secret' and 'hash' exactly one is given.
 *
 * @param secret What its owner sends; better a placeholder for an environment variable than the secret itself.
 * @param hash SHA-256 of the secret, as 64 hexadecimal digits, for a configuration that knows no secret.
 * @param tenant Tenant of all calls with it.
 * @param tags Tags of all calls with it.
 * @param models Models that may serve its calls; all unless given.
 * @param policies Policies that its calls may ask for, 'auto' among them if rules may choose; all unless given.
 * @param budget What its calls may use, such as '20 USD' or '5M tokens'; unlimited unless given.
 * @param budgetWindow Time over which use counts: the calendar's hour, day, week or month in UTC, lifetime, or the length of
 *     a rolling window, such as 7d.
 * @param requestsPerMinute Calls within a minute; unlimited unless given.
 * @param tokensPerMinute Tokens of input and output together within a minute; unlimited unless given.
 * @param concurrency Requests at the same time; unlimited unless given.
 * @param expiresAt From when on it is not accepted, such as 2027-01-31T00:00:00Z.
 * @param disabled Whether it is not accepted for now.
 */
@ConfigurationPropertiesSource
record VirtualKeyProperties(
        @Nullable String secret,
        @Nullable String hash,
        @Nullable String tenant,
        @DefaultValue Map<String, String> tags,
        @DefaultValue Set<String> models,
        @DefaultValue Set<String> policies,
        @Nullable String budget,
        @DefaultValue(KeyBudget.DEFAULT_WINDOW) String budgetWindow,
        @Nullable Integer requestsPerMinute,
        @Nullable Long tokensPerMinute,
        @Nullable Integer concurrency,
        @Nullable Instant expiresAt,
        @DefaultValue("false") boolean disabled) {

    static final String PREFIX = GatewayProperties.PREFIX + ".keys.";
    static final int MIN_SECRET = 16;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    VirtualKey virtualKey(String name) {
        Checks checks = new Checks(PREFIX + name);
        KeySecret known = secret == null ? null : new KeySecret(secret);
        return VirtualKey.builder()
                .name(name)
                .hash(hash(name, known))
                .label(known == null ? "" : known.label())
                .tenant(tenant)
                .tags(tags)
                .models(models)
                .policies(policies)
                .budget(budget == null ? null : budget(name, budget, checks))
                .limits(new Limits(
                        checks.atLeastOneOrNull("concurrency", concurrency),
                        checks.atLeastOneOrNull("requests-per-minute", requestsPerMinute),
                        checks.atLeastOneOrNull("tokens-per-minute", tokensPerMinute)))
                .expiresAt(expiresAt)
                .disabled(disabled)
                .build();
    }

    private String hash(String name, @Nullable KeySecret known) {
        String property = PREFIX + name;
        if ((known == null) == (hash == null)) {
            throw new ConfigurationProblem(
                    property,
                    null,
                    "The key '" + name + "' has " + (hash == null ? "neither" : "both") + " a secret "
                            + (hash == null ? "nor" : "and") + " a hash.",
                    "Write '" + property + ".secret: ${SOME_VARIABLE}', or '" + property
                            + ".hash' with the SHA-256 of the secret.");
        }
        if (known != null && known.value().length() < MIN_SECRET) {
            throw new ConfigurationProblem(
                    property + ".secret",
                    null,
                    "The secret of the key '" + name + "' is shorter than " + MIN_SECRET + " characters.",
                    "Write one that nobody can guess, for example what 'openssl rand -base64 32' prints.");
        }
        if (hash != null && !HASH.matcher(hash).matches()) {
            throw new ConfigurationProblem(
                    property + ".hash",
                    null,
                    "The hash of the key '" + name + "' is no SHA-256 in 64 hexadecimal digits.",
                    "Write what 'printf %s \"$SECRET\" | sha256sum' prints.");
        }
        return known == null ? String.valueOf(hash) : known.hash();
    }

    private Budget budget(String name, String limit, Checks checks) {
        BudgetAmount amount = new Checks(checks.property("budget")).fitting(limit, () -> BudgetAmount.of(limit));
        BudgetWindow window = new Checks(checks.property("budget-window"))
                .fitting(budgetWindow, () -> KeyBudget.window(budgetWindow));
        return KeyBudget.budget(name, amount, window);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "VirtualKeyProperties[]";
    }
}
