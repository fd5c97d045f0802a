package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.execution.KeyedClient;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.router.provider.ProviderSettings;
import java.util.List;

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

    /**
     * The deployment is called by these clients.
     *
     * @param clients one for each key, in the order in which keys are used
     */
    record Usable(List<KeyedClient> clients) implements Connection {

        /**
         * Copies the clients.
         *
         * @throws IllegalArgumentException if there is none
         */
        public Usable {
            clients = List.copyOf(clients);
            if (clients.isEmpty()) {
                throw new IllegalArgumentException("A usable deployment has no client. Give at least one.");
            }
        }

        /** Called by one client, with a key that the other deployments of the provider share. */
        public Usable(ProviderSettings provider, DeploymentClient client) {
            this(List.of(new KeyedClient(provider.name(), client)));
        }
    }

    /**
     * The deployment is left out.
     *
     * @param reason why
     * @param detail what to do about it
     */
    record Unusable(Reason reason, String detail) implements Connection {}
}
