package dev.signalbox.router.autoconfigure;

import java.util.stream.Stream;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/** What Spring Boot would print of a failure if the application were starting: ours and its own analyzers are asked. */
final class FailureText {

    private FailureText() {}

    static String of(Throwable failure, Environment environment) {
        return SpringFactoriesLoader.forDefaultResourceLocation(FailureText.class.getClassLoader())
                .load(
                        FailureAnalyzer.class,
                        ArgumentResolver.of(Environment.class, environment),
                        FailureHandler.handleMessage(
                                (message, cause) -> {})) // those that need more than the environment
                .stream()
                .flatMap(analyzer -> Stream.ofNullable(analyzer.analyze(failure)))
                .findFirst()
                .map(FailureText::text)
                .orElseGet(failure::toString);
    }

    private static String text(FailureAnalysis analysis) {
        String line = System.lineSeparator();
        return analysis.getDescription() + line + line + "Action: " + analysis.getAction();
    }
}
