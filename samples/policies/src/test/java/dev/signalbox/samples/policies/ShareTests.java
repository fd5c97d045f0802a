package dev.signalbox.samples.policies;

import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static dev.signalbox.test.SignalboxAssertions.facts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.test.FakeClockwork;
import dev.signalbox.test.provider.FakeReply;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Recipes that share out calls. */
class ShareTests {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void aFifthOfTheSessionsGetsTheCandidateAlwaysTheSame() {
        try (Kitchen kitchen = new Kitchen("ab-test")) {
            List<String> first = policiesOfSessions(kitchen);
            List<String> again = policiesOfSessions(kitchen);

            assertThat(again).isEqualTo(first);
            assertThat(first.stream().filter("trial"::equals).count()).isBetween(25L, 55L);
            assertThat(kitchen.provider("openai").requestCount())
                    .isEqualTo(2 * (int) first.stream().filter("trial"::equals).count());
        }
    }

    @Test
    void theCurrentModelStandsInForTheCandidate() {
        try (Kitchen kitchen = new Kitchen("ab-test")) {
            int tried = policiesOfSessions(kitchen).indexOf("trial");
            kitchen.provider("openai").always(FakeReply.error(429));

            assertThat(kitchen.call(facts().session("session-" + tried)))
                    .tried("openai/gpt-5.2", "anthropic/claude-sonnet-4-6");
        }
    }

    private static List<String> policiesOfSessions(Kitchen kitchen) {
        return IntStream.range(0, 200)
                .mapToObj(number -> kitchen.call(facts().session("session-" + number)))
                .map(call -> call.decision().policy().name())
                .toList();
    }

    @Test
    void theWeightsSayHowOftenEachIsCalled() {
        try (Kitchen kitchen = new Kitchen("weighted", new FakeClockwork().seed(1))) {
            IntStream.range(0, 200).forEach(number -> kitchen.call(facts()));

            assertThat(kitchen.provider("anthropic").requestCount()).isBetween(130, 170);
            assertThat(kitchen.provider("openrouter").requestCount()).isBetween(30, 70);
        }
    }

    @Test
    void aCopyGoesToTheCandidateAndItsFailureIsNobodysConcern() {
        try (Kitchen kitchen = new Kitchen("shadow", new FakeClockwork().random(0.04))) {
            kitchen.provider("openai").always(FakeReply.error(500));

            assertThat(kitchen.call(facts()))
                    .tried("anthropic/claude-sonnet-4-6")
                    .after();

            kitchen.time.advance(Duration.ZERO);
            kitchen.provider("openai").awaitRequests(1, PATIENCE);
            assertThat(kitchen.provider("openai").requests().get(0).lastUserText())
                    .isEqualTo("Good morning");
        }
    }

    @Test
    void theOtherCallsAreNotCopied() {
        try (Kitchen kitchen = new Kitchen("shadow", new FakeClockwork().random(0.06))) {
            kitchen.call(facts());

            kitchen.time.advance(Duration.ZERO);
            assertThat(kitchen.provider("openai").requestCount()).isZero();
        }
    }
}
