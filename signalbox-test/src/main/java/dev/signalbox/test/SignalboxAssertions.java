package dev.signalbox.test;

import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.Decision;

/**
 * The way into assertions about decisions and routed calls, to be imported statically, beside AssertJ's own or alone:
 *
 * <pre>{@code
 * assertThat(router.explain(facts().tag("data", "pii")))
 *         .chose("in-house/qwen3-8b")
 *         .excluded("anthropic/claude-sonnet-4-6", NOT_LOCAL);
 * }</pre>
 */
public final class SignalboxAssertions {

    private SignalboxAssertions() {}

    /** Starts assertions about how a call is routed. */
    public static DecisionAssert assertThat(Decision actual) {
        return new DecisionAssert(actual);
    }

    /** Starts assertions about how a call went. */
    public static RoutedCallAssert assertThat(RoutedCall actual) {
        return new RoutedCallAssert(actual);
    }

    /** Facts of which nothing is said yet. */
    public static CallFacts facts() {
        return CallFacts.NONE;
    }
}
