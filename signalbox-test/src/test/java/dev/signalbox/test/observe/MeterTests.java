package dev.signalbox.test.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.Facts;
import dev.signalbox.router.Router;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.observe.RouterMeters;
import dev.signalbox.router.policy.Shadow;
import dev.signalbox.test.provider.FakeReply;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is measured. */
class MeterTests {

    private final ObservedHouse house = new ObservedHouse();
    private final MockClock clock = new MockClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    private final RouterMeters meters = new RouterMeters(registry);
    private final Router router = house.router(meters);

    @AfterEach
    void close() {
        house.close();
    }

    private RequiredSearch meter(String name) {
        return registry.get(name);
    }

    private double count(String name, String... tags) {
        return meter(name).tags(tags).counter().count();
    }

    private void ask() {
        router.chatModel().chat(ObservedHouse.request());
    }

    @Test
    void attemptsAreCountedByKindAndOutcome() {
        house.first.always(FakeReply.error(500));
        house.second.always(FakeReply.error(500));
        house.spare.always(FakeReply.text("done"));

        ask();

        assertThat(count("signalbox.attempts", "signalbox.attempt.kind", "first", "error.type", "server"))
                .isEqualTo(1);
        assertThat(count("signalbox.attempts", "signalbox.attempt.kind", "retry", "signalbox.outcome", "failure"))
                .isEqualTo(1);
        assertThat(count("signalbox.attempts", "signalbox.attempt.kind", "fallback", "signalbox.outcome", "success"))
                .isEqualTo(1);
        assertThat(meter("signalbox.call.duration")
                        .tags(
                                "signalbox.policy",
                                "desk",
                                "signalbox.model",
                                "reserve",
                                "signalbox.outcome",
                                "success",
                                "error.type",
                                "none")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(meter("gen_ai.client.operation.duration").timers()).hasSize(3);
    }

    @Test
    void costIsTheKnownPartAndWhatIsUnknownIsCountedApart() {
        house.first.reply(FakeReply.text("done").usage(1_000_000, 500_000));
        ask();
        house.first.always(FakeReply.error(500));
        house.second.always(FakeReply.error(500));
        house.spare.always(FakeReply.text("done").usage(10, 5));
        ask();

        assertThat(count("signalbox.cost", "signalbox.deployment", "first/gpt-1"))
                .isCloseTo(6.0, within(1e-9));
        assertThat(count("signalbox.cost", "signalbox.deployment", "spare/llama"))
                .isZero();
        assertThat(count("signalbox.cost.unknown", "signalbox.deployment", "spare/llama"))
                .isEqualTo(1);
        assertThat(registry.find("signalbox.cost.unknown")
                        .tag("signalbox.deployment", "first/gpt-1")
                        .counter())
                .isNull();
    }

    @Test
    void shadowsAreCountedApart() {
        house.first.always(FakeReply.text("done").usage(1_000_000, 0));
        house.spare.always(FakeReply.error(500));
        Router shadowed = house.router(meters, policy -> policy.shadow(Shadow.of("main", 100)), List.of());
        Router failing = house.router(meters, policy -> policy.shadow(Shadow.of("reserve", 100)), List.of());

        shadowed.chatModel().chat(ObservedHouse.request());
        failing.chatModel().chat(ObservedHouse.request());
        house.bed.await(RouterEvent.ShadowEnded.class, 2);

        assertThat(count("signalbox.shadows", "signalbox.deployment", "first/gpt-1", "signalbox.outcome", "success"))
                .isEqualTo(1);
        assertThat(count("signalbox.shadows", "signalbox.deployment", "spare/llama", "signalbox.outcome", "failure"))
                .isEqualTo(1);
        assertThat(count("signalbox.shadow.cost", "signalbox.deployment", "first/gpt-1"))
                .isCloseTo(2.0, within(1e-9));
        assertThat(count("signalbox.cost", "signalbox.deployment", "first/gpt-1"))
                .isCloseTo(4.0, within(1e-9));
    }

    @Test
    void tokensAreCountedByType() {
        house.first.reply(FakeReply.text("done").usage(20, 9).cachedTokens(12).reasoningTokens(5));

        ask();

        assertThat(meter("gen_ai.client.token.usage")
                        .tags("gen_ai.token.type", "input", "signalbox.usage.estimated", "false")
                        .summary()
                        .totalAmount())
                .isEqualTo(20);
        assertThat(meter("gen_ai.client.token.usage")
                        .tag("gen_ai.token.type", "output")
                        .summary()
                        .totalAmount())
                .isEqualTo(9);
        assertThat(count("signalbox.tokens.cached")).isEqualTo(12);
        assertThat(count("signalbox.tokens.reasoning")).isEqualTo(5);
    }

    @Test
    void theTimeToTheFirstChunkIsThatOfStreams() {
        ask();
        assertThat(registry.find("gen_ai.client.operation.time_to_first_chunk").timers())
                .isEmpty();

        ObservedHouse.stream(router).response();

        house.bed.settle();
        assertThat(meter("gen_ai.client.operation.time_to_first_chunk").timer().count())
                .isEqualTo(1);
        assertThat(meter("gen_ai.client.operation.time_to_first_chunk").timer().totalTime(TimeUnit.NANOSECONDS))
                .isPositive();
    }

    @Test
    void cooldownsAreCountedByCauseAndShownWhileTheyLast() {
        house.first.reply(FakeReply.rateLimited(Duration.ofSeconds(30)));

        ask();

        assertThat(count("signalbox.cooldowns", "signalbox.deployment", "first/gpt-1"))
                .isEqualTo(1);
        assertThat(count("signalbox.cooldowns", "signalbox.cooldown.cause", "rate-limited"))
                .isEqualTo(1);
        assertThat(cooling("first/gpt-1")).isEqualTo(1);
        assertThat(cooling("second/gpt-2")).isZero();
        clock.add(Duration.ofSeconds(31));
        assertThat(cooling("first/gpt-1")).isZero();
    }

    @Test
    void whatAReloadTakesAwayDoesNotCool() {
        house.first.reply(FakeReply.rateLimited(Duration.ofSeconds(30)));
        ask();

        meters.on(new RouterEvent.ConfigurationReloaded(
                Catalogue.of(Model.of("main", Deployment.of("second/gpt-2").build())), router.policies()));

        assertThat(cooling("first/gpt-1")).isZero();
    }

    private double cooling(String deployment) {
        return meter("signalbox.deployment.cooling")
                .tag("signalbox.deployment", deployment)
                .gauge()
                .value();
    }

    @Test
    void aModelThatItsProviderDoesNotKnowIsShownAsDisabledUntilTheConfigurationIsReloaded() {
        house.first.reply(FakeReply.error(404, "model_not_found", "The model does not exist"));

        ask();

        assertThat(disabled("first/gpt-1")).isEqualTo(1);
        assertThat(disabled("second/gpt-2")).isZero();
        meters.on(new RouterEvent.ConfigurationReloaded(router.catalogue(), router.policies()));
        assertThat(disabled("first/gpt-1")).isZero();
    }

    private double disabled(String deployment) {
        return meter("signalbox.deployment.disabled")
                .tag("signalbox.deployment", deployment)
                .gauge()
                .value();
    }

    @Test
    void attemptsUnderWayAreShown() {
        house.first.hold();
        var recording = ObservedHouse.stream(router);

        assertThat(active()).isEqualTo(1);

        house.first.release();
        recording.response();
        house.bed.settle();
        assertThat(active()).isZero();
    }

    private double active() {
        return meter("signalbox.attempts.active")
                .tag("signalbox.deployment", "first/gpt-1")
                .gauge()
                .value();
    }

    @Test
    void tagsHoldNothingThatIsSaidAndNobodysName() {
        ChatRequest request = ObservedHouse.request();

        router.chat(request, Facts.tenant("acme").user("ada").session("s-17").tag("data", "pii"));

        assertThat(registry.getMeters())
                .isNotEmpty()
                .flatExtracting(meter -> meter.getId().getTags())
                .extracting(Tag::getValue)
                .doesNotContain("acme", "ada", "s-17", "pii")
                .noneMatch(value -> value.contains("nobody may see"));
    }

    @Test
    void metersOfOneNameAlwaysHaveTheSameTags() {
        house.first.reply(FakeReply.text("done"), FakeReply.error(500), FakeReply.error(429));
        for (int call = 0; call < 3; call++) {
            ask();
        }
        ObservedHouse.stream(router).response();
        house.bed.settle();

        assertThat(registry.getMeters().stream()
                        .map(Meter::getId)
                        .map(id -> id.getName()
                                + id.getTags().stream().map(Tag::getKey).toList())
                        .distinct())
                .hasSameSizeAs(registry.getMeters().stream()
                        .map(meter -> meter.getId().getName())
                        .distinct()
                        .toList());
    }
}
