package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.MissingOutputValidatorException;
import dev.signalbox.router.MissingRateLimiterException;
import dev.signalbox.router.Router;
import dev.signalbox.router.RouterBuilder;
import dev.signalbox.router.autoconfigure.DeploymentClients.Connection;
import dev.signalbox.router.autoconfigure.DeploymentClients.Unusable;
import dev.signalbox.router.autoconfigure.DeploymentClients.Usable;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.execution.UnusablePolicyException;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Limits;
import dev.signalbox.router.policy.Policy;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** Puts the router together and says what has come of it. */
@Slf4j
final class RouterAssembly {

    private final RouterConfiguration configuration;
    private final Map<String, Connection> connections = new LinkedHashMap<>();

    RouterAssembly(RouterConfiguration configuration, DeploymentClients clients) {
        this.configuration = configuration;
        new RuleCheck(configuration).check();
        for (Deployment deployment : configuration.catalogue().deployments()) {
            connections.put(deployment.id(), connect(clients, deployment));
        }
    }

    private Connection connect(DeploymentClients clients, Deployment deployment) {
        Provider provider = configuration.provider(deployment.provider());
        Connection connection = new Checks("signalbox.providers." + provider.name())
                .fitting(null, () -> clients.connect(provider.settings(), deployment));
        checkParameters(configuration.property(deployment), deployment, connection, deployment.parameters());
        return connection;
    }

    private static void checkParameters(
            String owner, Deployment deployment, @Nullable Connection connection, Map<String, Object> parameters) {
        if (connection instanceof Usable usable) {
            try {
                usable.clients().get(0).client().parameters(parameters);
            } catch (IllegalArgumentException e) {
                throw new ConfigurationProblem(
                        owner + ".parameters",
                        String.join(", ", parameters.keySet()),
                        "The deployment '" + deployment.id() + "' does not take these parameters. " + e.getMessage(),
                        "Correct '" + owner + ".parameters'.");
            }
        }
    }

    /**
     * Builds the router.
     *
     * @throws ConfigurationProblem if something does not fit together
     */
    Router router(Clockwork clockwork, Stream<RouterCustomizer> customizers) {
        RouterBuilder builder = Router.builder(configuration.catalogue(), configuration.policies())
                .clockwork(clockwork)
                .cooldowns(configuration.cooldowns());
        connections.forEach((id, connection) -> add(builder, id, connection));
        customizers.forEach(customizer -> customizer.customize(builder));
        configuration.policies().policies().values().forEach(this::checkParameters);
        Router router = build(builder);
        log.info("{}", new StartTable(configuration, connections));
        return router;
    }

    private static void add(RouterBuilder builder, String id, Connection connection) {
        if (connection instanceof Usable usable) {
            builder.clients(id, usable.clients());
        } else if (connection instanceof Unusable unusable) {
            builder.unusable(id, unusable.reason(), unusable.detail());
        }
    }

    private void checkParameters(Policy policy) {
        for (Deployment deployment : configuration.deployments(policy)) {
            checkParameters(
                    "signalbox.policies." + policy.name(),
                    deployment,
                    connections.get(deployment.id()),
                    policy.parameters());
        }
    }

    private Router build(RouterBuilder builder) {
        try {
            return builder.build();
        } catch (UnusablePolicyException e) {
            throw new ConfigurationProblem(
                    "signalbox.policies." + e.policy(),
                    null,
                    String.valueOf(e.getMessage()),
                    "Make one of these deployments usable, or list a model that is, for example one served by"
                            + " ollama/llama3.2.");
        } catch (MissingOutputValidatorException e) {
            throw missingOutputValidator(e);
        } catch (MissingRateLimiterException e) {
            throw missingRateLimiter(e);
        } catch (IllegalArgumentException e) {
            throw ConfigurationProblem.of(strategyProperty(String.valueOf(e.getMessage())), null, e);
        }
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
        Limits limits = missing.deployment().limits();
        boolean requests = limits.requestsPerMinute() != null;
        Number value = requests ? (Number) limits.requestsPerMinute() : limits.tokensPerMinute();
        return new ConfigurationProblem(
                configuration.property(missing.deployment()) + ".limits."
                        + (requests ? "requests-per-minute" : "tokens-per-minute"),
                value,
                String.valueOf(missing.getMessage()),
                "Add the dependency 'com.bucket4j:bucket4j_jdk17-core', define a bean of type RateLimiter, or remove the"
                        + " limits per minute.");
    }

    /** Strategies are known to the builder alone, because customizers may add some. */
    private String strategyProperty(String message) {
        return configuration.policies().policies().values().stream()
                .filter(policy -> message.startsWith("'" + policy.strategy() + "' is not a strategy"))
                .map(policy -> "signalbox.policies." + policy.name() + ".strategy")
                .findFirst()
                .orElse("signalbox.models");
    }
}
