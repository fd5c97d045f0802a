package dev.signalbox.router.execution;

/**
 * How a deployment is called with one key.
 *
 * @param key names the key to people, without being it
 * @param identity tells the key apart from others, without being it: deployments whose keys have the same identity cool
 *     down together when it is refused, and a key that a reload brings begins anew where its identity is new; never shown
 * @param client calls the deployment with it
 */
public record KeyedClient(String key, String identity, DeploymentClient client) {

    /** With a key that its name tells apart. */
    public KeyedClient(String key, DeploymentClient client) {
        this(key, key, client);
    }
}
