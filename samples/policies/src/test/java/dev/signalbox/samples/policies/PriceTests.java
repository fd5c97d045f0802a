package dev.signalbox.samples.policies;

import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static dev.signalbox.test.SignalboxAssertions.facts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.test.provider.FakeReply;
import org.junit.jupiter.api.Test;

/** Recipes that look at prices. */
class PriceTests {
    @Test
    void whatIsDearerThanTheCeilingIsNotCalledEvenWhenTheOthersFail() {
        try (Kitchen kitchen = new Kitchen("cost-ceiling")) {
            kitchen.provider("openai").always(FakeReply.error(429));

            RoutedCall call = kitchen.call(facts());

            assertThat(call)
                    .tried("openai/gpt-5.4-mini", "anthropic/claude-haiku-4-5")
                    .decision()
                    .excluded("anthropic/claude-sonnet-4-6", Reason.PRICE);
            assertThat(kitchen.provider("anthropic").requests())
                    .extracting(request -> request.model())
                    .containsExactly("claude-haiku-4-5");
        }
    }

    @Test
    void theCheaperOneIsFirstWhateverTheOrder() {
        try (Kitchen kitchen = new Kitchen("cheapest-first")) {
            assertThat(kitchen.call(facts())).tried("openai/gpt-5.4-mini");

            kitchen.provider("openai").always(FakeReply.error(429));

            assertThat(kitchen.call(facts())).tried("openai/gpt-5.4-mini", "anthropic/claude-haiku-4-5");
        }
    }
}
