package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.resilience.CooldownSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an application writes below {@code signalbox}.
 *
 * @param providers Who serves models, by name.
 * @param models Names that callers ask for, and the deployments that answer to them.
 * @param policies Named answers to which models, in what order, under which limits.
 * @param rules What chooses a policy where nobody named one; the first rule that matches does.
 * @param guards What narrows every call that it matches; all guards that match apply.
 * @param defaultPolicy Policy of calls that nothing else decides; may be left out if there is one policy, or one named
 *     'default'.
 * @param budgets Caps on cost or tokens within a window, by name.
 * @param rateLimits Caps on requests and tokens of calls within a minute, by name.
 * @param cooldown When and for how long a deployment is left out.
 * @param catalogue What is known in advance of the models of providers.
 * @param observations What Micrometer is told.
 * @param ledger What is kept of each call and attempt.
 * @param stores Where the router keeps what outlives a process or is shared by several.
 * @param gateway The HTTP endpoint for clients of OpenAI and OpenRouter.
 * @param reload When the configuration is loaded again.
 */
@ConfigurationProperties(SignalboxProperties.PREFIX)
record SignalboxProperties(
        @DefaultValue Map<String, ProviderProperties> providers,
        @DefaultValue Map<String, ModelProperties> models,
        @DefaultValue Map<String, PolicyProperties> policies,
        @DefaultValue List<RuleProperties> rules,
        @DefaultValue List<GuardProperties> guards,
        @Nullable String defaultPolicy,
        @DefaultValue Map<String, BudgetProperties> budgets,
        @DefaultValue Map<String, RateLimitProperties> rateLimits,
        @DefaultValue Cooldown cooldown,
        @DefaultValue Catalogue catalogue,
        @DefaultValue Observations observations,
        @DefaultValue Ledger ledger,
        @NestedConfigurationProperty @DefaultValue StoresProperties stores,
        @NestedConfigurationProperty @DefaultValue GatewayProperties gateway,
        @DefaultValue Reload reload) {

    static final String PREFIX = "signalbox";

    /**
     * What is known in advance of the models of providers.
     *
     * @param enabled Whether the shipped catalogue of prices and capabilities is used.
     * @param location Own catalogue, for example 'file:/etc/prices.tsv', whose lines count before the shipped ones.
     */
    record Catalogue(
            @DefaultValue("true") boolean enabled, @Nullable String location) {}

    /**
     * When the configuration is loaded again.
     *
     * @param interval How often the configuration files are read to see whether something has changed; never unless given.
     */
    record Reload(@Nullable Duration interval) {

        @Nullable
        Duration checkedInterval() {
            return new Checks("signalbox.reload").positiveOrNull("interval", interval);
        }
    }

    /**
     * What is kept of each call and attempt.
     *
     * @param enabled Whether records are kept.
     * @param store Where they are kept: in the memory of the process, or in the database of 'signalbox.stores.jdbc'.
     * @param capacity How many records memory holds, the newest ones.
     * @param queue How many records may wait for a database that is slow or away; more are dropped.
     * @param retention How long records are kept in a database; for ever unless given.
     */
    record Ledger(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("memory") LedgerStore store,
            @DefaultValue("10000") int capacity,
            @DefaultValue("20000") int queue,
            @Nullable Duration retention) {

        private static final Checks CHECKS = new Checks("signalbox.ledger");

        int checkedCapacity() {
            return CHECKS.atLeast("capacity", 1, capacity);
        }

        int checkedQueue() {
            return CHECKS.atLeast("queue", 1, queue);
        }

        @Nullable
        Duration checkedRetention() {
            return CHECKS.positiveOrNull("retention", retention);
        }
    }

    /** Where records are kept. */
    enum LedgerStore {
        /** In the memory of the process. */
        MEMORY,
        /** In the database. */
        JDBC
    }

    /**
     * When and for how long a deployment is left out.
     *
     * @param backOff First cooldown where the provider names none; doubled on each repeat.
     * @param maxBackOff Longest of the cooldowns that the provider does not name.
     * @param credential Cooldown of a key that is refused or used up.
     * @param window Time over which the failure rate is taken.
     * @param minCalls How many calls the window must hold before the rate means anything.
     * @param failureRate Share of failed calls, between 0 and 1, from which on the deployment cools down.
     * @param probeTimeout Time after which an undecided probe makes room for another.
     */
    record Cooldown(
            @DefaultValue("1s") Duration backOff,
            @DefaultValue("1m") Duration maxBackOff,
            @DefaultValue("10m") Duration credential,
            @DefaultValue("1m") Duration window,
            @DefaultValue("5") int minCalls,
            @DefaultValue("0.5") double failureRate,
            @DefaultValue("1m") Duration probeTimeout) {

        CooldownSettings settings() {
            Checks checks = new Checks("signalbox.cooldown");
            return CooldownSettings.builder()
                    .backOff(checks.positive("back-off", backOff))
                    .maxBackOff(checks.positive("max-back-off", maxBackOff))
                    .credential(checks.positive("credential", credential))
                    .window(checks.positive("window", window))
                    .minCalls(checks.atLeast("min-calls", 1, minCalls))
                    .failureRate(checks.share("failure-rate", failureRate))
                    .probeTimeout(checks.positive("probe-timeout", probeTimeout))
                    .build();
        }
    }

    /**
     * What Micrometer is told, where the application has a registry for it.
     *
     * @param enabled Whether calls and attempts are observed, and so traced.
     * @param content Whether observations show what was said: prompts, answers, tool calls and their results.
     * @param headers Whether providers get the headers of the trace, such as traceparent.
     * @param meters Whether meters of calls, attempts, tokens, cost and cooldowns are kept.
     */
    record Observations(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("false") boolean content,
            @DefaultValue("true") boolean headers,
            @DefaultValue("true") boolean meters) {}
}
