package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.router.provider.ProviderSettings;

/**
 * Says how each configured deployment is called. An application's own bean takes the place of the one that connects to
 * the providers; tests simulate every deployment that way.
 */
@FunctionalInterface
public interface DeploymentClients {

    /**
     * Connects one deployment. Calls nobody yet.
     *
     * @throws IllegalArgumentException if a setting does not fit, naming the property
     */
    Connection connect(ProviderSettings provider, Deployment deployment);

    /** How a deployment is called, or why it cannot be. */
    sealed interface Connection {}

    /** The deployment is called by that client. */
    record Usable(DeploymentClient client) implements Connection {}

    /**
     * The deployment is left out.
     *
     * @param reason why
     * @param detail what to do about it
     */
    record Unusable(Reason reason, String detail) implements Connection {}
}
