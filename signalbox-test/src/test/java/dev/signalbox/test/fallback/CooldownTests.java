package dev.signalbox.test.fallback;

import static dev.signalbox.test.correlation.TestBed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.Router;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.test.fallback.TwoProviders.Way;
import dev.signalbox.test.provider.FakeReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CooldownTests {

    private final TwoProviders house = new TwoProviders();
    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        callers.shutdownNow();
        house.close();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aFirstChoiceThatAlwaysSaysTooManyIsAskedOnceOfFortyCalls(Way way) {
        house.first.always(FakeReply.rateLimited(Duration.ofSeconds(30)));
        Router router = house.router();

        for (int call = 0; call < 40; call++) {
            assertThat(way.ask(router, "hello").aiMessage().text()).isEqualTo("You said: hello");
        }

        assertThat(house.first.requestCount()).isEqualTo(1);
        assertThat(house.second.requestCount()).isEqualTo(40);
        assertThat(house.bed.events(RouterEvent.CooldownStarted.class))
                .singleElement()
                .satisfies(event -> assertThat(event.cooldown().length()).isEqualTo(Duration.ofSeconds(30)));
        assertThat(router.explain(CallFacts.NONE).exclusion("first/gpt-first"))
                .hasValueSatisfying(exclusion -> assertThat(exclusion.reason()).isEqualTo(Reason.COOLING));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void afterTheCooldownOneOfTwentyConcurrentCallsIsTheProbe(Way way) throws Exception {
        house.first.reply(FakeReply.rateLimited(Duration.ofSeconds(1)));
        Router router = house.router();
        way.ask(router, "starts the cooldown");
        house.bed.advance(Duration.ofSeconds(2));
        house.first.hold();

        List<Future<ChatResponse>> calls = new ArrayList<>();
        for (int call = 0; call < 20; call++) {
            calls.add(callers.submit(() -> way.ask(router, "hello")));
        }
        house.second.awaitRequests(20, PATIENCE);
        house.first.awaitRequests(2, PATIENCE).release();
        for (Future<ChatResponse> call : calls) {
            assertThat(call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                            .aiMessage()
                            .text())
                    .isEqualTo("You said: hello");
        }

        assertThat(house.first.requestCount()).isEqualTo(2);
        assertThat(house.second.requestCount()).isEqualTo(20);
        assertThat(house.bed.events(RouterEvent.CooldownEnded.class)).hasSize(1);
        way.ask(router, "all is well again");
        assertThat(house.first.requestCount()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aProbeThatFailsStartsTheNextCooldown(Way way) {
        house.first.always(FakeReply.rateLimited(Duration.ofSeconds(60)));
        Router router = house.router();

        for (int cooldown = 0; cooldown < 3; cooldown++) {
            way.ask(router, "hello");
            way.ask(router, "hello");
            house.bed.advance(Duration.ofSeconds(61));
        }

        assertThat(house.first.requestCount()).isEqualTo(3);
        assertThat(house.second.requestCount()).isEqualTo(6);
        assertThat(house.bed.events(RouterEvent.CooldownStarted.class)).hasSize(3);
    }
}
