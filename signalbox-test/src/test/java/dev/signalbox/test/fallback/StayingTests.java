package dev.signalbox.test.fallback;

import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.router.Facts;
import dev.signalbox.router.Router;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.test.correlation.Recording;
import dev.signalbox.test.correlation.TestBed;
import dev.signalbox.test.provider.FakeReply;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions that stay with a deployment, and deployments that are taken out by hand. */
class StayingTests {

    private static final String FIRST = "first/gpt-first";
    private static final String SECOND = "second/gpt-second";

    private final TwoProviders house = new TwoProviders();

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void aSessionStaysWithTheDeploymentThatAnswered() {
        Router router = sticky();

        String answered = ask(router, "a");

        for (int call = 0; call < 5; call++) {
            assertThat(ask(router, "a")).isEqualTo(answered);
        }
        assertThat(router.explain(Facts.session("a")).staysWith()).isEqualTo(answered);
        assertThat(IntStream.range(0, 4).mapToObj(call -> ask(router, "b" + call)))
                .contains(FIRST, SECOND);
    }

    @Test
    void itStaysForAsLongAsThePolicySaysAfterItsLastCall() {
        Router router = sticky();
        String answered = ask(router, "a");

        house.bed.advance(Duration.ofMinutes(4));
        assertThat(ask(router, "a")).isEqualTo(answered);
        house.bed.advance(Duration.ofMinutes(4));
        assertThat(router.explain(Facts.session("a")).staysWith()).isEqualTo(answered);
        house.bed.advance(Duration.ofMinutes(1));

        assertThat(router.explain(Facts.session("a")).staysWith()).isNull();
    }

    @Test
    void itLeavesADeploymentThatFailsForTheOneThatAnswers() {
        Router router = sticky();
        String answered = ask(router, "a");
        (answered.equals(FIRST) ? house.first : house.second).always(FakeReply.error(503));

        String next = ask(router, "a");

        assertThat(next).isNotEqualTo(answered);
        assertThat(router.explain(Facts.session("a")).staysWith()).isEqualTo(next);
    }

    @Test
    void withoutThatSettingSessionsAreSpread() {
        Router router = house.router(policy -> policy.strategy("round-robin"));
        house.first.always(FakeReply.text("one"));
        house.second.always(FakeReply.text("two"));

        assertThat(IntStream.range(0, 4).mapToObj(call -> ask(router, "a")))
                .containsExactly(FIRST, SECOND, FIRST, SECOND);
        assertThat(router.explain(Facts.session("a")).staysWith()).isNull();
    }

    @Test
    void nothingNewStartsOnADrainedDeploymentAndWhatIsUnderWayEnds() {
        house.first.hold().always(FakeReply.text("one two three"));
        house.second.always(FakeReply.text("meanwhile"));
        Router router = house.router();
        Recording recording = new Recording();
        router.streamingChatModel().chat(TwoProviders.request("hello"), recording);
        house.first.awaitRequests(1, TestBed.PATIENCE);

        router.drain(FIRST);

        assertThat(router.inFlight(FIRST)).isEqualTo(1);
        assertThat(router.explain(Facts.none())).chose(SECOND).excluded(FIRST, Reason.DRAINED);
        assertThat(router.chatModel().chat("hello")).isEqualTo("meanwhile");
        house.first.release();
        assertThat(recording.response().aiMessage().text()).isEqualTo("one two three");
        assertThat(router.inFlight(FIRST)).isZero();

        router.resume(FIRST);

        assertThat(router.explain(Facts.none())).chose(FIRST);
    }

    @Test
    void anUnknownDeploymentCannotBeDrained() {
        assertThatThrownBy(() -> house.router().drain("first/gpt-frist"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'first/gpt-frist' is not a deployment. Did you mean 'first/gpt-first'?");
    }

    private Router sticky() {
        house.first.always(FakeReply.text("one"));
        house.second.always(FakeReply.text("two"));
        return house.router(policy -> policy.strategy("round-robin").sticky(Duration.ofMinutes(5)));
    }

    private static String ask(Router router, String session) {
        return router.chat(TwoProviders.request("hello"), Facts.session(session))
                .call()
                .answeredBy()
                .orElseThrow()
                .id();
    }
}
