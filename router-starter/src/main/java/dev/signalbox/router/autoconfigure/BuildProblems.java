package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.execution.MissingOutputValidatorException;
import dev.signalbox.router.execution.MissingRateLimiterException;
import dev.signalbox.router.execution.UnusablePolicyException;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Limits;
import dev.signalbox.router.policy.RateLimit;
import dev.signalbox.router.policy.Reason;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Says in terms of properties what the router objects to when it is built. */
@RequiredArgsConstructor
final class BuildProblems {

    private static final String RATE_LIMITER = "Add the dependency 'com.bucket4j:bucket4j_jdk17-core', define a bean of"
            + " type RateLimiter, or remove the";

    private final RouterConfiguration configuration;

    /**
     * Builds.
     *
     * @throws ConfigurationProblem if something does not fit together
     */
    <T> T explained(Supplier<T> build) {
        try {
            return build.get();
        } catch (UnusablePolicyException e) {
            throw new ConfigurationProblem(
                    "signalbox.policies." + e.policy(),
                    null,
                    String.valueOf(e.getMessage()),
                    priceMissing(e)
                            .orElse(
                                    "Make one of these deployments usable, or list a model that is, for example one served"
                                            + " by ollama/llama3.2."));
        } catch (MissingOutputValidatorException e) {
            throw missingOutputValidator(e);
        } catch (MissingRateLimiterException e) {
            throw missingRateLimiter(e);
        } catch (IllegalArgumentException e) {
            throw other(e);
        }
    }

    /** What to write where a budget that counts money leaves out what has no price. */
    private Optional<String> priceMissing(UnusablePolicyException unusable) {
        return unusable.exclusions().stream()
                .filter(exclusion -> exclusion.reason() == Reason.PRICE
                        && exclusion.deployment().price() == null
                        && exclusion.detail().endsWith("counts money"))
                .findFirst()
                .map(exclusion -> "Write '" + configuration.property(exclusion.deployment())
                        + ".price', for example { input: 0.05, output: 0.10 } in USD per million tokens, zeros for what"
                        + " costs nothing; or let the budget count tokens, or name the policies that it is for in its"
                        + " 'policies'.");
    }

    private static ConfigurationProblem missingOutputValidator(MissingOutputValidatorException missing) {
        return new ConfigurationProblem(
                "signalbox.policies." + missing.policy().name() + ".on-invalid-output",
                missing.policy().fallbacks().invalidOutput().name().toLowerCase(Locale.ROOT),
                String.valueOf(missing.getMessage()),
                "Add the dependency 'com.networknt:json-schema-validator', define a bean of type OutputValidator, or write"
                        + " 'on-invalid-output: pass'.");
    }

    private ConfigurationProblem missingRateLimiter(MissingRateLimiterException missing) {
        Deployment deployment = missing.deployment();
        return deployment == null
                ? missingRateLimiter(missing, missing.rateLimit())
                : missingRateLimiter(missing, deployment);
    }

    private static ConfigurationProblem missingRateLimiter(
            MissingRateLimiterException missing, @Nullable RateLimit rateLimit) {
        return new ConfigurationProblem(
                rateLimit == null ? "signalbox.rate-limits" : RateLimitProperties.PREFIX + rateLimit.name(),
                null,
                String.valueOf(missing.getMessage()),
                RATE_LIMITER + " rate limits.");
    }

    private ConfigurationProblem missingRateLimiter(MissingRateLimiterException missing, Deployment deployment) {
        Limits limits = deployment.limits();
        boolean requests = limits.requestsPerMinute() != null;
        Number value = requests ? (Number) limits.requestsPerMinute() : limits.tokensPerMinute();
        return new ConfigurationProblem(
                configuration.property(deployment) + ".limits."
                        + (requests ? "requests-per-minute" : "tokens-per-minute"),
                value,
                String.valueOf(missing.getMessage()),
                RATE_LIMITER + " limits per minute.");
    }

    /** Strategies are known to the builder alone, because customizers may add some. */
    private ConfigurationProblem other(IllegalArgumentException cause) {
        String message = String.valueOf(cause.getMessage());
        return configuration.policies().policies().values().stream()
                .filter(policy -> message.startsWith("'" + policy.strategy() + "' is not a strategy"))
                .findFirst()
                .map(policy -> new ConfigurationProblem(
                        "signalbox.policies." + policy.name() + ".strategy",
                        policy.strategy(),
                        message,
                        "Name one of the known strategies, or add a bean of type Strategy with that name."))
                .orElseGet(() -> ConfigurationProblem.of("signalbox.models", null, cause));
    }
}
