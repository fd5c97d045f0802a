package dev.signalbox.agent.autoconfigure;

import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.AgentRuntime;
import dev.signalbox.agent.AgentRuntimeBuilder;
import dev.signalbox.agent.dispatch.RunDispatcher;
import dev.signalbox.agent.event.RunListener;
import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.json.Json;
import dev.signalbox.agent.port.ModelSource;
import dev.signalbox.agent.tool.ToolBox;
import dev.signalbox.router.Router;
import dev.signalbox.router.autoconfigure.ConfigurationProblem;
import dev.signalbox.router.autoconfigure.SignalboxAutoConfiguration;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Makes an {@link AgentRuntime} of what is configured below {@code signalbox.agent}, of all {@link AgentProgram} beans, of all
 * interfaces with {@link dev.signalbox.agent.DurableAgent} in the application's packages, which become beans, and of all beans
 * with {@link dev.langchain4j.agent.tool.Tool} methods. Any part that the application has as a bean takes the place of ours.
 */
@AutoConfiguration(
        after = SignalboxAutoConfiguration.class,
        afterName = {
            "dev.langchain4j.spring.LangChain4jAutoConfig",
            "dev.langchain4j.spring.LangChain4jAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
        })
@ConditionalOnBooleanProperty(name = "signalbox.agent.enabled", matchIfMissing = true)
@Import({
    ThreadsConfiguration.class,
    JournalConfiguration.class,
    DispatcherConfiguration.class,
    ModelsConfiguration.class,
    ToolsConfiguration.class,
    ObserveConfiguration.class,
    DurableAgentRegistrar.class
})
@ImportRuntimeHints(AgentRuntimeHints.class)
public final class SignalboxAgentAutoConfiguration {

    @Bean
    AgentConfiguration signalboxAgentConfiguration(ConfigurableEnvironment environment) {
        return new AgentConfiguration(new StrictBinding(environment).bind());
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    AgentRuntimeCustomizer signalboxAgentEngine(
            JournalStore store, RunDispatcher dispatcher, ModelSource models, ToolBox tools, AgentThreads threads) {
        return builder -> builder.journal(store)
                .dispatcher(dispatcher)
                .models(models)
                .toolBox(tools)
                .executor(threads.executor())
                .scheduler(threads.scheduler());
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    AgentRuntimeCustomizer signalboxAgentSettings(AgentConfiguration configuration, ObjectProvider<Router> router) {
        SettingsReader settings = new SettingsReader(configuration.properties(), router.getIfAvailable());
        return builder -> builder.settings(settings.read());
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    AgentRuntimeCustomizer signalboxAgentApplicationParts(
            ObjectProvider<AgentProgram<?, ?>> programs,
            DurableAgents agents,
            ObjectProvider<RunListener> listeners,
            ObjectProvider<Json> json,
            ObjectProvider<Clock> clock) {
        return builder -> {
            programs.orderedStream().forEach(builder::program);
            agents.types().forEach(builder::agent);
            listeners.orderedStream().forEach(builder::listener);
            json.ifUnique(builder::json);
            clock.ifUnique(builder::clock);
        };
    }

    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    AgentRuntime signalboxAgentRuntime(ObjectProvider<AgentRuntimeCustomizer> customizers) {
        AgentRuntimeBuilder builder = AgentRuntime.builder();
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw ConfigurationProblem.of(AgentProperties.PREFIX, null, e);
        }
    }

    @Bean
    RunMaintenance signalboxRunMaintenance(
            AgentRuntime runtime, AgentConfiguration configuration, AgentThreads threads) {
        return new RunMaintenance(runtime, configuration.properties(), threads.scheduler());
    }

    @Bean
    AgentLifecycle signalboxAgentLifecycle(
            AgentRuntime runtime, RunMaintenance maintenance, AgentConfiguration configuration) {
        boolean works = configuration.properties().dispatcher().enabled();
        return new AgentLifecycle(runtime, maintenance, works);
    }
}
