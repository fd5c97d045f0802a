package dev.signalbox.test;

import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** Assertions about a {@link RoutedCall}. Every failure tells the attempts and the whole decision. */
public final class RoutedCallAssert extends AbstractAssert<RoutedCallAssert, RoutedCall> {

    RoutedCallAssert(RoutedCall actual) {
        super(actual, RoutedCallAssert.class);
    }

    /** There was an answer. */
    public RoutedCallAssert succeeded() {
        return check("the outcome", outcome(), "an answer");
    }

    /** There was an answer, from this deployment. */
    public RoutedCallAssert answeredBy(String deploymentId) {
        return check(
                "the answer's deployment",
                call().answeredBy().map(Deployment::id).orElse("none"),
                deploymentId);
    }

    /** There was no answer; the attempts failed in these ways, one kind for each attempt. */
    public RoutedCallAssert failedWith(FailureKind... kinds) {
        return check("the outcome", outcome(), "no answer").after(kinds);
    }

    /** Attempts failed in these ways, one kind for each attempt that failed, whatever came of the call. */
    public RoutedCallAssert after(FailureKind... kinds) {
        List<FailureKind> failures = call().attempts().stream()
                .map(Attempt::failure)
                .filter(Objects::nonNull)
                .map(Failure::kind)
                .toList();
        return check("the failures", failures, List.of(kinds));
    }

    /** One attempt after the other, these deployments were called. */
    public RoutedCallAssert tried(String... deploymentIds) {
        List<String> tried = call().attempts().stream()
                .map(attempt -> attempt.deployment().id())
                .toList();
        return check("the deployments tried", tried, List.of(deploymentIds));
    }

    /** All attempts together cost exactly this, in USD. */
    public RoutedCallAssert cost(String usd) {
        BigDecimal expected = new BigDecimal(usd);
        boolean same = call().cost().complete() && call().cost().usd().compareTo(expected) == 0;
        return check("the cost", same ? usd : call().cost().toString(), usd);
    }

    /** Nobody knows the whole cost, because a price is not known. */
    public RoutedCallAssert costUnknown() {
        return check("the cost", call().cost().complete() ? call().cost().toString() : "unknown", "unknown");
    }

    /** All attempts together used these tokens. */
    public RoutedCallAssert usage(long inputTokens, long outputTokens) {
        String found = call().usage().input() + " in, " + call().usage().output() + " out";
        return check("the usage", found, inputTokens + " in, " + outputTokens + " out");
    }

    /** Goes on to the decision. */
    public DecisionAssert decision() {
        return new DecisionAssert(call().decision());
    }

    private RoutedCall call() {
        isNotNull();
        return actual;
    }

    private String outcome() {
        return call().succeeded() ? "an answer" : "no answer";
    }

    private RoutedCallAssert check(String what, Object found, Object expected) {
        if (!found.equals(expected)) {
            throw failureWithActualExpected(
                    found,
                    expected,
                    "%nExpected %s to be%n  %s%nbut found%n  %s%nafter %s%nin %s",
                    what,
                    expected,
                    found,
                    attempts(),
                    actual.decision().explain());
        }
        return this;
    }

    private String attempts() {
        return actual.attempts().isEmpty()
                ? "no attempt"
                : actual.attempts().stream().map(Attempt::toString).collect(Collectors.joining("; "));
    }
}
