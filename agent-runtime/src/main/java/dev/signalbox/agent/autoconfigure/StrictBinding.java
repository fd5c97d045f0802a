package dev.signalbox.agent.autoconfigure;

import dev.signalbox.router.autoconfigure.ConfigurationProblem;
import dev.signalbox.router.autoconfigure.KnownKeys;
import dev.signalbox.router.autoconfigure.ValueCheck;
import lombok.RequiredArgsConstructor;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;

/** Binds the properties so that nothing that is written goes unheard. */
@RequiredArgsConstructor
final class StrictBinding {

    private final ConfigurableEnvironment environment;

    /**
     * Binds.
     *
     * @throws ConfigurationProblem if a name is unknown or a value is not one
     * @throws BindException if a value cannot be converted; Spring Boot knows how to tell
     */
    AgentProperties bind() {
        new KnownKeys(AgentProperties.PREFIX, AgentProperties.class, false).check(environment);
        try {
            return Binder.get(environment)
                    .bindOrCreate(AgentProperties.PREFIX, Bindable.of(AgentProperties.class), new ValueCheck());
        } catch (BindException e) {
            throw e.getCause() instanceof ConfigurationProblem problem ? problem : e;
        }
    }
}
