package dev.signalbox.samples.policies;

import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static dev.signalbox.test.SignalboxAssertions.facts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.policy.Reason;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Recipes for providers that fail. */
class FailureTests {
    @Test
    void theSameModelElsewhereTakesOverThenAnotherModel() {
        try (Kitchen kitchen = new Kitchen("fallback-chain")) {
            kitchen.provider("anthropic").always(FakeReply.rateLimited(Duration.ofMinutes(1)));
            kitchen.provider("openrouter").always(FakeReply.error(500));

            assertThat(kitchen.call(facts()))
                    .tried("anthropic/claude-sonnet-4-6", "openrouter/anthropic/claude-sonnet-4.6", "openai/gpt-5.2")
                    .after(FailureKind.RATE_LIMITED, FailureKind.SERVER)
                    .answeredBy("openai/gpt-5.2");
        }
    }

    @Test
    void whatAModelRefusesToAnswerGoesToTheNext() {
        try (Kitchen kitchen = new Kitchen("fallback-chain")) {
            kitchen.provider("anthropic").always(FakeReply.rateLimited(Duration.ofMinutes(1)));
            kitchen.provider("openrouter").always(FakeReply.error(400, "content_policy_violation", "refused"));

            assertThat(kitchen.call(facts()))
                    .after(FailureKind.RATE_LIMITED, FailureKind.CONTENT_REFUSED)
                    .answeredBy("openai/gpt-5.2");
        }
    }

    @Test
    void aProviderIsLeftAloneForAsLongAsItAsksFor() {
        try (Kitchen kitchen = new Kitchen("retry-after")) {
            FakeProvider openai = kitchen.provider("openai").reply(FakeReply.rateLimited(Duration.ofSeconds(30)));
            kitchen.call(facts());

            kitchen.time.advance(Duration.ofSeconds(29));
            assertThat(kitchen.call(facts()))
                    .tried("anthropic/claude-haiku-4-5")
                    .decision()
                    .excluded("openai/gpt-5.4-mini", Reason.COOLING);
            assertThat(openai.requestCount()).isOne();

            kitchen.time.advance(Duration.ofSeconds(1));
            assertThat(kitchen.call(facts())).tried("openai/gpt-5.4-mini");
        }
    }

    @Test
    void aProviderThatDoesNotSayWhenIsAskedAgainAfterTwoSeconds() {
        try (Kitchen kitchen = new Kitchen("retry-after")) {
            kitchen.provider("openai").reply(FakeReply.error(429));
            kitchen.call(facts());

            kitchen.time.advance(Duration.ofMillis(1999));
            assertThat(kitchen.call(facts())).tried("anthropic/claude-haiku-4-5");

            kitchen.time.advance(Duration.ofMillis(1));
            assertThat(kitchen.call(facts())).tried("openai/gpt-5.4-mini");
        }
    }

    @Test
    void aCallWaitsForTheLastOneIfItComesBackSoon() {
        try (Kitchen kitchen = new Kitchen("retry-after")) {
            kitchen.provider("openai").reply(FakeReply.rateLimited(Duration.ofMinutes(1)));
            kitchen.provider("anthropic").reply(FakeReply.rateLimited(Duration.ofSeconds(4)));

            assertThat(kitchen.call(facts())).answeredBy("anthropic/claude-haiku-4-5");

            assertThat(kitchen.time.sleeps()).containsExactly(Duration.ofSeconds(4));
            assertThat(kitchen.provider("openai").requestCount()).isOne();
        }
    }

    @Test
    void theNextKeyTakesThePlaceOfOneThatIsUsedUp() {
        try (Kitchen kitchen = new Kitchen("several-keys")) {
            FakeProvider openai = kitchen.provider("openai")
                    .when(
                            request -> "Bearer team".equals(request.header("Authorization")),
                            FakeReply.error(429, "insufficient_quota", "used up"));

            assertThat(kitchen.call(facts())).succeeded().after(FailureKind.QUOTA_EXHAUSTED);
            assertThat(kitchen.call(facts())).succeeded().after();

            assertThat(openai.requests())
                    .extracting(request -> request.header("Authorization"))
                    .containsExactly("Bearer team", "Bearer reserve", "Bearer reserve");
        }
    }
}
