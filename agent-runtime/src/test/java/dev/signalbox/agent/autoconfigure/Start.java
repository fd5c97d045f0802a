package dev.signalbox.agent.autoconfigure;

import dev.signalbox.router.autoconfigure.SignalboxAutoConfiguration;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.ConfigurableEnvironment;

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
                    FailureAnalysis analysis =
                            new ConfigurationProblemAnalyzer(environment.get()).analyze(context.getStartupFailure());
                    said.set(analysis.getDescription() + "\n" + analysis.getAction());
                });
        return said.get();
    }
}
