package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.autoconfigure.DeploymentClients.Connection;
import dev.signalbox.router.autoconfigure.DeploymentClients.Usable;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.Policy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the deployments of a configuration are called.
 *
 * @param configuration the configuration
 * @param byId the connections by deployment id
 */
record Connections(RouterConfiguration configuration, Map<String, Connection> byId) {

    /**
     * Connects all deployments.
     *
     * @param before the connections in force; those of which nothing has changed are kept
     * @throws ConfigurationProblem if something does not fit together
     */
    static Connections of(RouterConfiguration configuration, DeploymentClients clients, @Nullable Connections before) {
        new RuleCheck(configuration).check();
        Map<String, Connection> byId = new LinkedHashMap<>();
        for (Deployment deployment : configuration.catalogue().deployments()) {
            Connection kept = before == null ? null : before.unchanged(deployment, configuration);
            byId.put(deployment.id(), kept == null ? connect(configuration, clients, deployment) : kept);
        }
        Connections connections = new Connections(configuration, byId);
        configuration.policies().policies().values().forEach(connections::checkParameters);
        return connections;
    }

    @Nullable
    Connection get(Deployment deployment) {
        return byId.get(deployment.id());
    }

    private @Nullable Connection unchanged(Deployment deployment, RouterConfiguration next) {
        boolean same = configuration
                        .catalogue()
                        .deployment(deployment.id())
                        .filter(deployment::equals)
                        .isPresent()
                && next.connectsAs(configuration, deployment);
        return same ? get(deployment) : null;
    }

    private static Connection connect(
            RouterConfiguration configuration, DeploymentClients clients, Deployment deployment) {
        Provider provider = configuration.provider(deployment.provider());
        Connection connection = new Checks("signalbox.providers." + provider.name())
                .fitting(null, () -> clients.connect(provider.settings(), deployment));
        checkParameters(configuration.property(deployment), deployment, connection, deployment.parameters());
        return connection;
    }

    private void checkParameters(Policy policy) {
        for (Deployment deployment : configuration.deployments(policy)) {
            checkParameters("signalbox.policies." + policy.name(), deployment, get(deployment), policy.parameters());
        }
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
}
