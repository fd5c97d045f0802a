package dev.signalbox.test.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.signalbox.test.provider.Content.Failure;
import dev.signalbox.test.provider.Content.Message;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchOptionsTests {

    @Test
    void everythingHasADefault() {
        LaunchOptions options = LaunchOptions.parse();

        assertThat(options.port()).isZero();
        assertThat(options.reply().pace()).isEqualTo(Pace.AT_ONCE);
    }

    @Test
    void allOptionsReachTheReply() {
        LaunchOptions options = LaunchOptions.parse(
                "--port=8123", "--text=a=b", "--usage=120,45", "--delay=250ms", "--tokens-per-second=40");

        assertThat(options.port()).isEqualTo(8123);
        FakeReply reply = options.reply();
        assertThat(reply.content()).isEqualTo(new Message("a=b", List.of()));
        assertThat(reply.tokens()).isEqualTo(Tokens.DERIVED.withCounts(120, 45));
        assertThat(reply.pace()).isEqualTo(new Pace(Duration.ofMillis(250), Duration.ZERO, Duration.ofMillis(25)));
    }

    @Test
    void failureCanBeDelayed() {
        FakeReply reply = LaunchOptions.parse("--fail=503", "--delay=PT1M").reply();

        assertThat(((Failure) reply.content()).status()).isEqualTo(503);
        assertThat(reply.pace().delay()).isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource({"250ms,PT0.25S", "2s,PT2S", "1.5s,PT1.5S", "PT3S,PT3S", "1m,PT1M"})
    void delayIsWrittenShortOrAsIso(String text, Duration delay) {
        assertThat(LaunchOptions.parse("--delay=" + text).reply().pace().delay())
                .isEqualTo(delay);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port=abc",
                "--port=70000",
                "--usage=1",
                "--usage=1,2,3",
                "--usage=-1,2",
                "--fail=200",
                "--delay=soon",
                "--delay=-1s",
                "--tokens-per-second=0"
            })
    void unusableValueIsNamedWithWhatToWrite(String arg) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LaunchOptions.parse(arg))
                .withMessageStartingWith(arg + " cannot be used; write " + arg.substring(0, arg.indexOf('=') + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--speed=1", "--port", "port=1", "", "--=1"})
    void unknownArgumentIsNamedWithWhatIsKnown(String arg) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LaunchOptions.parse(arg))
                .withMessageStartingWith("'" + arg + "' is not known; write --delay=250ms")
                .withMessageContaining("--usage=120,45");
    }

    @Test
    void contradictionsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LaunchOptions.parse("--fail=503", "--text=Hi"))
                .withMessage("--fail sends no content; leave out --text or --fail");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LaunchOptions.parse("--port=1", "--port=2"))
                .withMessage("--port is given twice; give it once");
    }
}
