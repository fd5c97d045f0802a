package dev.signalbox.samples.policies;

import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static dev.signalbox.test.SignalboxAssertions.facts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.router.BudgetExceededException;
import dev.signalbox.router.RateLimitExceededException;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.test.provider.FakeReply;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Recipes that cap what calls may cost and how many there may be. */
class LimitTests {
    private static final CallFacts ACME = facts().tenant("acme");

    @Test
    void aTenantThatHasSpentItsDaysMoneyIsRefusedUntilTomorrow() {
        try (Kitchen kitchen = new Kitchen("tenant-budgets")) {
            // 4 million tokens of input and 0.55 million of output, at 3 and 15 USD per million: 20.25 USD
            kitchen.provider("anthropic").reply(FakeReply.text("A lot.").usage(4_000_000, 550_000));
            assertThat(kitchen.call(ACME)).succeeded().cost("20.25");

            assertThatThrownBy(() -> kitchen.call(ACME))
                    .isInstanceOf(BudgetExceededException.class)
                    .hasMessageContaining("tenant-day");
            assertThat(kitchen.provider("anthropic").requestCount()).isOne();
            assertThat(kitchen.call(facts().tenant("initech"))).succeeded();

            kitchen.time.advance(Duration.ofHours(23)); // when it is midnight in Berlin, and eleven in UTC
            assertThat(kitchen.call(ACME)).succeeded();
        }
    }

    @Test
    void noTenantIsServedWhenTheHouseHasSpentItsMonthsMoney() {
        try (Kitchen kitchen = new Kitchen("tenant-budgets")) {
            kitchen.provider("anthropic")
                    .always(FakeReply.text("A lot.").usage(6_300_000, 0)); // 18.90 USD, of which 264 are 4989.60
            for (int tenant = 0; tenant < 264; tenant++) {
                assertThat(kitchen.call(facts().tenant("tenant-" + tenant))).succeeded();
            }

            assertThatThrownBy(() -> kitchen.call(facts().tenant("initech")))
                    .isInstanceOf(BudgetExceededException.class)
                    .hasMessageContaining("house-month");

            kitchen.time.advance(Duration.ofDays(1));
            assertThatThrownBy(() -> kitchen.call(facts().tenant("initech")))
                    .isInstanceOf(BudgetExceededException.class)
                    .hasMessageContaining("house-month");

            kitchen.time.advance(Duration.ofDays(31));
            assertThat(kitchen.call(facts().tenant("initech"))).succeeded();
        }
    }

    @Test
    void aWarningIsGivenAtHalfAndAtFourFifths() {
        try (Kitchen kitchen = new Kitchen("tenant-budgets")) {
            FakeReply threeDollars = FakeReply.text("Some.").usage(1_000_000, 0);
            kitchen.provider("anthropic").always(threeDollars);

            call(kitchen, 3);
            assertThat(warnings(kitchen)).isEmpty();
            call(kitchen, 1);
            assertThat(warnings(kitchen)).containsExactly("tenant-day 0.5");
            call(kitchen, 2);
            assertThat(warnings(kitchen)).containsExactly("tenant-day 0.5", "tenant-day 0.8");
        }
    }

    private static void call(Kitchen kitchen, int times) {
        IntStream.range(0, times).forEach(call -> kitchen.call(ACME));
    }

    private static Stream<String> warnings(Kitchen kitchen) {
        return kitchen.events.stream()
                .filter(RouterEvent.BudgetWarning.class::isInstance)
                .map(RouterEvent.BudgetWarning.class::cast)
                .map(warning -> warning.budget().name() + " " + warning.share());
    }

    @Test
    void whenTheDaysMoneyIsUsedUpTheCheapestIsFirst() {
        try (Kitchen kitchen = new Kitchen("budget-degrade")) {
            kitchen.provider("anthropic").reply(FakeReply.text("A lot.").usage(30_000_000, 1_000_000));
            assertThat(kitchen.call(facts()))
                    .tried("anthropic/claude-sonnet-4-6")
                    .cost("105");

            assertThat(kitchen.call(facts())).tried("openai/gpt-5.4-mini");

            kitchen.time.advance(Duration.ofDays(1));
            kitchen.call(facts());
            assertThat(kitchen.call(facts())).tried("anthropic/claude-sonnet-4-6");
        }
    }

    @Test
    void aBusyTenantIsRefusedForAWhileAndOthersAreNot() {
        try (Kitchen kitchen = new Kitchen("rate-limits")) {
            for (int call = 0; call < 60; call++) {
                assertThat(kitchen.call(ACME)).succeeded();
            }

            assertThatThrownBy(() -> kitchen.call(ACME))
                    .isInstanceOf(RateLimitExceededException.class)
                    .hasMessageContaining("tenant-minute");
            assertThat(kitchen.call(facts().tenant("initech"))).succeeded();
            assertThat(kitchen.provider("openai").requestCount()).isEqualTo(61);

            kitchen.time.advance(Duration.ofSeconds(1));
            assertThat(kitchen.call(ACME)).succeeded();
        }
    }

    @Test
    void aTenantWithLongRequestsIsRefusedEarlier() {
        try (Kitchen kitchen = new Kitchen("rate-limits")) {
            kitchen.provider("openai").reply(FakeReply.text("So much.").usage(100_000, 1_000));
            assertThat(kitchen.call(ACME)).succeeded();

            assertThatThrownBy(() -> kitchen.call(ACME)).isInstanceOf(RateLimitExceededException.class);
            assertThat(kitchen.call(facts().tenant("initech"))).succeeded();
        }
    }
}
