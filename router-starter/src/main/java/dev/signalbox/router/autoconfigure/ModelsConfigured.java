package dev.signalbox.router.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches if there is something below {@code signalbox.models}. */
final class ModelsConfigured extends SpringBootCondition {

    private static final ConfigurationPropertyName MODELS = ConfigurationPropertyName.of("signalbox.models");

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("Signalbox");
        return isConfigured(context.getEnvironment(), MODELS)
                ? ConditionOutcome.match(message.foundExactly("signalbox.models"))
                : ConditionOutcome.noMatch(
                        message.didNotFind("signalbox.models").atAll());
    }

    static boolean isConfigured(Environment environment, ConfigurationPropertyName name) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            ConfigurationProperty own = source.getConfigurationProperty(name);
            if (source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT
                    || own != null && !String.valueOf(own.getValue()).isBlank()) {
                return true;
            }
        }
        return false;
    }

    /** The opposite. */
    static final class Not extends SpringBootCondition {

        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
            ConditionOutcome outcome = new ModelsConfigured().getMatchOutcome(context, metadata);
            return new ConditionOutcome(!outcome.isMatch(), outcome.getConditionMessage());
        }
    }
}
