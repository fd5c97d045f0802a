package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingEmbeddingModel;
import dev.signalbox.router.model.ModelKind;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The routed embedding model, if there is a model of that kind. */
@Configuration(proxyBeanMethods = false)
@Conditional(EmbeddingConfiguration.Configured.class)
class EmbeddingConfiguration {

    @Bean
    @Primary
    @ConditionalOnMissingBean
    RoutingEmbeddingModel routingEmbeddingModel(Router router) {
        return router.embeddingModel();
    }

    /** Matches if a model below {@code signalbox.models} is of the kind {@code embedding}. */
    static final class Configured extends SpringBootCondition {

        private static final String KIND = "a model of the kind 'embedding'";
        private static final Bindable<Map<String, Written>> MODELS = Bindable.mapOf(String.class, Written.class);

        /** What else is written may be wrong, which is said later and better. */
        record Written(@Nullable String kind) {}

        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
            ConditionMessage.Builder message = ConditionMessage.forCondition("Signalbox");
            return models(context).values().stream()
                            .anyMatch(model -> ModelKind.EMBEDDING.key().equalsIgnoreCase(model.kind()))
                    ? ConditionOutcome.match(message.foundExactly(KIND))
                    : ConditionOutcome.noMatch(message.didNotFind(KIND).atAll());
        }

        private static Map<String, Written> models(ConditionContext context) {
            try {
                return Binder.get(context.getEnvironment())
                        .bind("signalbox.models", MODELS)
                        .orElse(Map.of());
            } catch (BindException e) {
                return Map.of();
            }
        }
    }
}
