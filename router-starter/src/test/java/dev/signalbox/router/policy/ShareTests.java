package dev.signalbox.router.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShareTests {

    private static final int SESSIONS = 100_000;
    /** Five times the standard deviation of a share of a half. */
    private static final Offset<Double> NEARLY = Offset.offset(0.8);

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 10, 33.3, 50, 90, 100})
    void choosesItsShareOfAlikeSessions(double percent) {
        Share share = new Share(percent, "new model");

        assertThat(chosen(share, number -> session("session-" + number))).isCloseTo(percent, NEARLY);
        assertThat(chosen(share, number -> session(String.valueOf(number)))).isCloseTo(percent, NEARLY);
    }

    @Test
    void choosesTheSameSessionsForEver() {
        Share share = new Share(10, "new model");

        assertThat(IntStream.range(0, 100).filter(number -> share.contains(session("s" + number))))
                .containsExactly(4, 14, 16, 25, 28, 50, 54, 56, 61, 63, 69, 70, 82, 97, 99);
    }

    @Test
    void keepsTheSessionsOfASmallerShare() {
        Share tenth = new Share(10, "new model");
        Share fifth = new Share(20, "new model");

        assertThat(IntStream.range(0, SESSIONS)
                        .mapToObj(number -> session("s" + number))
                        .filter(tenth::contains))
                .allMatch(fifth::contains);
    }

    @Test
    void choosesIndependentlyOfSharesWithAnotherSalt() {
        Share one = new Share(50, "rules[0]");
        Share other = new Share(50, "rules[1]");

        long both = IntStream.range(0, SESSIONS)
                .mapToObj(number -> session("s" + number))
                .filter(facts -> one.contains(facts) && other.contains(facts))
                .count();

        assertThat(100.0 * both / SESSIONS).isCloseTo(25, NEARLY);
    }

    @Test
    void goesByTheUserWithoutSessionAndByTheCallWithoutEither() {
        Share share = new Share(50, "a");
        RequestFacts user = RequestFacts.builder().user("ann").callId("1").build();

        assertThat(share.contains(user)).isEqualTo(share.contains(session("ann")));
        assertThat(IntStream.range(0, 100)
                        .mapToObj(
                                call -> user.toBuilder().callId("call " + call).build()))
                .allMatch(again -> share.contains(again) == share.contains(user));
        assertThat(chosen(
                        share,
                        number -> RequestFacts.builder()
                                .callId(Integer.toHexString(number))
                                .build()))
                .isCloseTo(50, NEARLY);
    }

    @Test
    void needsSomethingToGoBy() {
        Share share = new Share(50, "a");

        assertThatThrownBy(() -> share.contains(RequestFacts.builder().build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("neither a session nor a user nor the id of a call");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 100.1, Double.NaN})
    void refusesWhatIsNoPercentage(double percent) {
        assertThatThrownBy(() -> new Share(percent, "a"))
                .hasMessage("The share is " + percent + ". It must be above 0 and at most 100, in percent.");
    }

    private static double chosen(Share share, IntFunction<RequestFacts> facts) {
        return 100.0
                * IntStream.range(0, SESSIONS)
                        .mapToObj(facts)
                        .filter(share::contains)
                        .count()
                / SESSIONS;
    }

    private static RequestFacts session(String id) {
        return RequestFacts.builder().session(id).build();
    }
}
