package dev.signalbox.router.provider;

import static dev.langchain4j.model.chat.Capability.RESPONSE_FORMAT_JSON_SCHEMA;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.Capability;
import dev.signalbox.router.model.Deployment;
import java.util.Set;

/**
 * How the models of one deployment reach their provider.
 *
 * @param http the clients of the providers
 * @param provider how the provider is reached
 * @param deployment the deployment
 * @param baseUrl where the provider's API begins
 * @param key how its key is sent
 * @param body what the bodies of the deployment's requests say
 */
record DeploymentWire(
        ProviderHttp http,
        ProviderSettings provider,
        Deployment deployment,
        String baseUrl,
        KeyHeader key,
        RequestBody body) {

    DeploymentWire(ProviderHttp http, ProviderSettings provider, Deployment deployment, String baseUrl, KeyHeader key) {
        this(http, provider, deployment, baseUrl, key, new RequestBody(null));
    }

    /** The same for a dialect whose words callers may use themselves. */
    DeploymentWire speaking(String dialect) {
        return new DeploymentWire(http, provider, deployment, baseUrl, key, new RequestBody(dialect));
    }

    /** A builder for one LangChain4j model, which will change it. */
    HttpClientBuilder httpClientBuilder() {
        return http.builder(provider, baseUrl, RequestEdit.of(provider, key, body));
    }

    /** Whether the deployment answers by a JSON schema. */
    boolean schema() {
        return deployment.capabilities().contains(dev.signalbox.router.model.Capability.JSON_SCHEMA);
    }

    /** What LangChain4j is told about the deployment. */
    Set<Capability> capabilities() {
        return schema() ? Set.of(RESPONSE_FORMAT_JSON_SCHEMA) : Set.of();
    }
}
