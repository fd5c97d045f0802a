package dev.signalbox.agent.autoconfigure;

import dev.signalbox.agent.AgentRuntime;
import dev.signalbox.agent.json.Json;
import dev.signalbox.agent.web.RunApi;
import dev.signalbox.router.autoconfigure.Checks;
import dev.signalbox.router.autoconfigure.ConfigurationProblem;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Serves the HTTP API of runs below {@code signalbox.agent.web.path} if {@code signalbox.agent.web.enabled} says so. Whoever
 * gets through to it may start, read and decide everything, so put Spring Security in front.
 */
@AutoConfiguration(after = SignalboxAgentAutoConfiguration.class)
@ConditionalOnClass({DispatcherServlet.class, RouterFunction.class})
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnBooleanProperty("signalbox.agent.web.enabled")
@ConditionalOnBean(AgentRuntime.class)
public final class SignalboxAgentWebAutoConfiguration {

    private static final String PREFIX = AgentProperties.PREFIX + ".web";

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    RunApi signalboxRunApi(AgentRuntime runtime, AgentConfiguration configuration, AgentThreads threads) {
        Checks checks = new Checks(PREFIX);
        AgentProperties.Web web = configuration.properties().web();
        return RunApi.of(new RunApi.Parts(
                runtime, Json.standard(), threads.executor(), checks.positive("heartbeat", web.heartbeat())));
    }

    @Bean
    RouterFunction<ServerResponse> signalboxRunRoutes(RunApi api, AgentConfiguration configuration) {
        String path = configuration.properties().web().path();
        if (!path.startsWith("/") || path.length() > 1 && path.endsWith("/")) {
            throw new ConfigurationProblem(
                    PREFIX + ".path",
                    path,
                    "'" + PREFIX + ".path' is '" + path + "'. A path begins with / and does not end with it.",
                    "Write for example '/agent'.");
        }
        return api.routes(path);
    }

    @Bean
    StreamLifecycle signalboxRunStreams(RunApi api) {
        return new StreamLifecycle(api);
    }
}
