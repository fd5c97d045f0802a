package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.model.ModelKind;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A name that callers ask for.
 *
 * @param kind What the model answers with.
 * @param aliases Further names of the model; may hold characters that property names may not.
 * @param deployments Where the model is served: 'provider/model-id', or the parts of a deployment one by one.
 */
@ConfigurationPropertiesSource
record ModelProperties(
        @DefaultValue("chat") ModelKind kind,
        @DefaultValue List<String> aliases,
        @DefaultValue List<DeploymentProperties> deployments) {}
