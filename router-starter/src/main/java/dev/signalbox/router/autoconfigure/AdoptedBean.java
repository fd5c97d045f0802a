package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.provider.BeanDialect;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model bean of the application that a deployment calls.
 *
 * @param property where the deployment is configured first
 * @param name the bean's name, as it is written
 * @param streamingName the name of the bean that streams, as it is written
 * @param capabilitiesWritten whether it is written what the deployment can
 */
record AdoptedBean(String property, String name, @Nullable String streamingName, boolean capabilitiesWritten) {

    /**
     * All of them by deployment id. What is incomplete is left to the catalogue's reader to refuse.
     *
     * @throws ConfigurationProblem if a deployment names a bean that streams, but does not call a bean
     */
    static Map<String, AdoptedBean> of(SignalboxProperties properties) {
        Map<String, AdoptedBean> byId = new LinkedHashMap<>();
        properties.models().forEach((model, written) -> {
            for (int index = 0; index < written.deployments().size(); index++) {
                String property = "signalbox.models." + model + ".deployments[" + index + "]";
                DeploymentProperties deployment = written.deployments().get(index);
                if (callsBean(properties, deployment)) {
                    add(byId, property, deployment);
                } else {
                    requireNoStreamingBean(property, deployment);
                }
            }
        });
        return byId;
    }

    /** Its dialect is written, or it is the provider of the dialect's own name. */
    private static boolean callsBean(SignalboxProperties properties, DeploymentProperties deployment) {
        ProviderProperties provider =
                properties.providers().getOrDefault(deployment.provider(), ProviderProperties.NONE);
        String dialect = provider.dialect();
        return BeanDialect.NAME.equals(dialect != null || provider.preset() != null ? dialect : deployment.provider());
    }

    private static void add(Map<String, AdoptedBean> byId, String property, DeploymentProperties deployment) {
        String name = deployment.modelId();
        if (name == null) {
            return;
        }
        String id = deployment.id() == null ? deployment.provider() + "/" + name : deployment.id();
        String streaming = deployment.streamingBean();
        AdoptedBean other = byId.putIfAbsent(
                id,
                new AdoptedBean(
                        property, name, streaming, !deployment.capabilities().isEmpty()));
        if (other != null && streaming != null && !streaming.equals(other.streamingName())) {
            throw new ConfigurationProblem(
                    property + ".streaming-bean",
                    streaming,
                    "Two deployments that stream by different beans share the id '" + id + "'.",
                    "Give one of them an 'id' of its own.");
        }
    }

    private static void requireNoStreamingBean(String property, DeploymentProperties deployment) {
        if (deployment.streamingBean() != null) {
            throw new ConfigurationProblem(
                    property + ".streaming-bean",
                    deployment.streamingBean(),
                    "'" + property + ".streaming-bean' names a bean, but the deployment's provider '"
                            + deployment.provider() + "' does not speak the dialect 'bean'.",
                    "Remove it, or name a provider with 'dialect: bean'; one called 'bean' needs no configuration.");
        }
    }
}
