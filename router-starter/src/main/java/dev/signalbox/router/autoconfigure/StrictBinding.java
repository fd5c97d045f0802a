package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.provider.Preset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Binds the properties so that nothing that is written goes unheard: unknown keys are refused, while what other modules
 * own below {@code signalbox} is left alone.
 */
@RequiredArgsConstructor
final class StrictBinding {

    private final ConfigurableEnvironment environment;

    /**
     * Binds.
     *
     * @throws ConfigurationProblem if a name is unknown or a value is not one
     * @throws BindException if a value cannot be converted; Spring Boot knows how to tell
     */
    SignalboxProperties bind() {
        new PropertyNames(environment).check();
        new KnownKeys(SignalboxProperties.PREFIX, SignalboxProperties.class, true).check(environment);
        SignalboxProperties bound = bindAll();
        return new SignalboxProperties(
                dashed(bound.providers(), Preset.names().stream()),
                dashed(bound.models(), Stream.of()),
                dashed(bound.policies(), Stream.of()),
                bound.rules(),
                bound.guards(),
                bound.defaultPolicy(),
                dashed(bound.budgets(), Stream.of()),
                dashed(bound.rateLimits(), Stream.of()),
                bound.cooldown(),
                bound.catalogue(),
                bound.observations(),
                bound.ledger(),
                bound.stores(),
                bound.gateway(),
                bound.reload());
    }

    private SignalboxProperties bindAll() {
        try {
            return Binder.get(environment)
                    .bindOrCreate(SignalboxProperties.PREFIX, Bindable.of(SignalboxProperties.class), new ValueCheck());
        } catch (BindException e) {
            throw e.getCause() instanceof ConfigurationProblem problem ? problem : e;
        }
    }

    /** An environment variable cannot say {@code in-house}, only {@code inhouse}: it means the name with the dash. */
    private static <T> Map<String, T> dashed(Map<String, T> written, Stream<String> known) {
        Map<String, T> meant = new LinkedHashMap<>(written);
        Stream.concat(written.keySet().stream(), known)
                .filter(name -> name.contains("-"))
                .forEach(name -> {
                    T twin = meant.remove(name.replace("-", ""));
                    if (twin != null) {
                        meant.putIfAbsent(name, twin);
                    }
                });
        return meant;
    }
}
