package dev.signalbox.router.autoconfigure;

import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.signalbox.router.RequestFactsContributor;
import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingChatModel;
import dev.signalbox.router.RoutingStreamingChatModel;
import dev.signalbox.router.budget.BudgetStore;
import dev.signalbox.router.event.RouterListener;
import dev.signalbox.router.execution.BudgetContributor;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.execution.OutputValidator;
import dev.signalbox.router.execution.RateLimitContributor;
import dev.signalbox.router.execution.SystemClockwork;
import dev.signalbox.router.provider.Dialect;
import dev.signalbox.router.provider.simulated.SimulatedDialect;
import dev.signalbox.router.resilience.RateLimiter;
import dev.signalbox.router.strategy.Strategy;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Makes one {@link RoutingChatModel} and one {@link RoutingStreamingChatModel} of what is configured below
 * {@code signalbox}; does nothing if {@code signalbox.models} is empty. Attempts that need a thread of their own run on
 * the threads of a {@link SystemClockwork}, with the caller's context if Micrometer's context propagation is on the
 * class path; a bean of type {@link Clockwork} takes its place.
 */
@AutoConfiguration(
        afterName = {
            "dev.langchain4j.spring.LangChain4jAutoConfig",
            "dev.langchain4j.spring.LangChain4jAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
        })
@Conditional(ModelsConfigured.class)
@ImportRuntimeHints(SignalboxRuntimeHints.class)
@Import({
    OpenAiConfiguration.class,
    AnthropicConfiguration.class,
    GoogleAiGeminiConfiguration.class,
    BeanConfiguration.class,
    MistralAiConfiguration.class,
    OllamaConfiguration.class,
    ContextPropagationConfiguration.class,
    EmbeddingConfiguration.class,
    AiServiceConfiguration.class,
    LimitConfiguration.class,
    StoreConfiguration.class,
    LedgerConfiguration.class,
    BudgetStoreConfiguration.class,
    OutputConfiguration.class,
    ObserveConfiguration.class
})
public final class SignalboxAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean({Clockwork.class, SystemClockwork.class})
    SystemClockwork signalboxSystemClockwork() {
        return new SystemClockwork();
    }

    @Bean
    @ConditionalOnMissingBean
    Clockwork signalboxClockwork(SystemClockwork system, ObjectProvider<Clockwork.ContextCapture> context) {
        Clockwork.ContextCapture capture = context.getIfAvailable();
        return capture == null ? system.clockwork() : system.clockwork(capture);
    }

    @Bean
    SimulatedDialect signalboxSimulatedDialect(
            ObjectProvider<CurrentConfiguration> configuration, Clockwork clockwork) {
        return new SimulatedDialect(
                deployment -> configuration.getObject().get().simulation(deployment), clockwork);
    }

    @Bean
    Dialects signalboxDialects(ObjectProvider<Dialect> dialects) {
        return Dialects.of(dialects.orderedStream());
    }

    @Bean
    ConfigurationSource signalboxConfigurationSource(
            ConfigurableEnvironment environment, Dialects dialects, ModelBeans beans) {
        return new ConfigurationSource(environment, dialects, beans);
    }

    @Bean
    CurrentConfiguration signalboxConfiguration(ConfigurationSource source) {
        return new CurrentConfiguration(source.read(source.environment()));
    }

    @Bean
    @ConditionalOnMissingBean
    DeploymentClients signalboxDeploymentClients(
            CurrentConfiguration configuration, Dialects dialects, ObjectProvider<ChatModelListener> listeners) {
        return new DialectClients(
                configuration, dialects, listeners.orderedStream().toList());
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterCustomizer signalboxApplicationParts(
            ObjectProvider<RouterListener> listeners,
            ObjectProvider<RequestFactsContributor> contributors,
            ObjectProvider<Strategy> strategies,
            ObjectProvider<RateLimiter> rateLimiter,
            ObjectProvider<BudgetStore> budgetStore,
            ObjectProvider<RateLimitContributor> rateLimitContributors,
            ObjectProvider<BudgetContributor> budgetContributors,
            ObjectProvider<OutputValidator> outputValidator) {
        return builder -> {
            listeners.orderedStream().forEach(builder::listener);
            contributors.orderedStream().forEach(builder::contributor);
            strategies.orderedStream().forEach(builder::strategy);
            rateLimiter.ifAvailable(builder::rateLimiter);
            budgetStore.ifAvailable(builder::budgetStore);
            rateLimitContributors.orderedStream().forEach(builder::rateLimitContributor);
            budgetContributors.orderedStream().forEach(builder::budgetContributor);
            outputValidator.ifAvailable(builder::outputValidator);
        };
    }

    /** Not needed where the application brings its own router. */
    @Bean
    @Lazy
    RouterAssembly signalboxRouterAssembly(
            CurrentConfiguration configuration,
            DeploymentClients clients,
            Clockwork clockwork,
            ObjectProvider<RouterCustomizer> customizers,
            ObjectProvider<Clock> clock) {
        return new RouterAssembly(configuration, clients, clockwork, customizers, clock.getIfUnique(Clock::systemUTC));
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    Router signalboxRouter(RouterAssembly assembly) {
        return assembly.router();
    }

    @Bean
    @Primary
    @ConditionalOnMissingBean
    RoutingChatModel routingChatModel(Router router) {
        return router.chatModel();
    }

    @Bean
    @Primary
    @ConditionalOnMissingBean
    RoutingStreamingChatModel routingStreamingChatModel(Router router) {
        return router.streamingChatModel();
    }
}
