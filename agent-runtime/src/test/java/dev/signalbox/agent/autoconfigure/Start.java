package dev.signalbox.agent.autoconfigure;

import dev.signalbox.router.autoconfigure.SignalboxAutoConfiguration;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/** Starts of small applications. */
final class Start {

    private Start() {}

    /** One that keeps its runs in that folder. */
    static ApplicationContextRunner in(Path folder) {
        return with(AgentApplication.class)
                .withPropertyValues("signalbox.agent.store.url=jdbc:sqlite:" + folder.resolve("runs.db"));
    }

    static ApplicationContextRunner with(Class<?> application) {
        return new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(SignalboxAutoConfiguration.class, SignalboxAgentAutoConfiguration.class))
                .withUserConfiguration(application);
    }

    /** What is said to somebody whose application does not start. */
    static String failure(ApplicationContextRunner application) {
        AtomicReference<String> said = new AtomicReference<>();
        AtomicReference<ConfigurableEnvironment> environment = new AtomicReference<>();
        application
                .withInitializer(context -> environment.set(context.getEnvironment()))
                .run(context -> {
                    FailureAnalysis analysis = analysis(environment.get(), context.getStartupFailure());
                    said.set(analysis.getDescription() + "\n" + analysis.getAction());
                });
        return said.get();
    }

    /** What one of the registered analyzers says, that of the router among them. */
    private static FailureAnalysis analysis(ConfigurableEnvironment environment, Throwable failure) {
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(
                        FailureAnalyzer.class,
                        ArgumentResolver.of(Environment.class, environment),
                        FailureHandler.handleMessage((message, unusable) -> {}))
                .stream()
                .map(analyzer -> analyzer.analyze(failure))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }
}
