package dev.signalbox.router.execution;

/**
 * How a deployment is called with one key.
 *
 * @param key names the key in the health of credentials, without being it; deployments whose keys have the same name cool
 *     down together when it is refused
 * @param client calls the deployment with it
 */
public record KeyedClient(String key, DeploymentClient client) {}
