package dev.signalbox.router.autoconfigure;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * What is said to somebody whose application does not start.
 *
 * @param description what is wrong and where
 * @param action what to do
 */
record Report(String description, String action) {

    static Report of(String yaml) {
        return of(Yaml.of(yaml), UnaryOperator.identity());
    }

    static Report of(Yaml yaml, UnaryOperator<ApplicationContextRunner> application) {
        AtomicReference<Report> report = new AtomicReference<>();
        application.apply(yaml.runner()).run(context -> {
            FailureAnalysis analysis =
                    new ConfigurationProblemAnalyzer(yaml.environment()).analyze(context.getStartupFailure());
            report.set(new Report(analysis.getDescription(), analysis.getAction()));
        });
        return report.get();
    }
}
