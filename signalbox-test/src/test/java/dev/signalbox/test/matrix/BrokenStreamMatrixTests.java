package dev.signalbox.test.matrix;

import static dev.signalbox.router.resilience.FailureKind.NETWORK;
import static dev.signalbox.router.resilience.FailureKind.RATE_LIMITED;
import static dev.signalbox.router.resilience.FailureKind.SERVER;
import static dev.signalbox.router.resilience.FailureKind.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.langchain4j.model.output.FinishReason;
import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.policy.Fallbacks;
import dev.signalbox.router.policy.Fallbacks.BrokenStream;
import dev.signalbox.router.policy.Fallbacks.InvalidOutput;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.router.policy.Timeouts;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.test.correlation.Recording;
import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What breaks a stream after its first content, in each dialect: one error with the text so far, never an answer. */
class BrokenStreamMatrixTests {

    private static final FakeReply TEXT = FakeReply.text("one two three four");
    private static final String TRACKS = "dev.signalbox.test.matrix.Rows#tracks";

    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    /** Breaks a stream from outside once its content is there; most replies break it by themselves. */
    private record Break(String name, FakeReply reply, FailureKind kind, Consumer<FakeProvider> then) {

        Break(String name, FakeReply reply, FailureKind kind) {
            this(name, reply, kind, provider -> {});
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> breaks() {
        FakeReply two = TEXT.stallAfter(2);
        return Rows.tracks()
                .flatMap(track -> Stream.of(
                                new Break("an error inside", TEXT.errorAfter(2, Stage.PROMPT), SERVER),
                                new Break("a limit inside", TEXT.errorAfter(2, 429, Stage.PROMPT), RATE_LIMITED),
                                new Break("silence", two, TIMEOUT),
                                new Break("no finish reason", TEXT.noFinish(), NETWORK),
                                new Break("a lost connection", two, NETWORK, FakeProvider::disconnect),
                                new Break("a killed provider", two, NETWORK, FakeProvider::close))
                        .filter(how -> how.kind() != RATE_LIMITED || track != Track.OLLAMA)
                        .map(how -> arguments(how, track)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("breaks")
    void isOneErrorWithTheTextSoFarAndNeverAnAnswer(Break how, Track track) {
        stage.first.always(how.reply());
        Router router = stage.router(track, policy -> policy.timeouts(idleIf(how.kind() == TIMEOUT)));

        Recording recording = stage.stream(router).awaitPieces(1);
        how.then().accept(stage.first);

        RoutingFailure failure = RoutingFailure.of(recording.error()).orElseThrow();
        RoutedCall call = stage.onlyCall();
        assertThat(failure.kind()).isEqualTo(how.kind());
        assertThat(failure.partialText())
                .hasValueSatisfying(text -> assertThat(text).startsWith("one "));
        Stage.assertOnly(recording, failure.partialText().orElseThrow());
        assertThat(recording.error().toString()).doesNotContain(Stage.PROMPT);
        assertThat(call.attempts()).hasSize(1);
        assertThat(Objects.requireNonNull(call.attempts().get(0).failure()).kind())
                .isEqualTo(how.kind());
        assertThat(call.usage().output()).isPositive();
        assertThat(stage.fallbacks()).isZero();
        assertThat(Stage.exclusion(router)).isEqualTo(how.kind() == RATE_LIMITED ? Reason.COOLING : null);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("breaks")
    void isContinuedByTheNextWhereThePolicySaysSo(Break how, Track track) {
        stage.first.always(how.reply());
        Fallbacks fallbacks = new Fallbacks(Set.of(), InvalidOutput.PASS, BrokenStream.CONTINUE);
        Router router = stage.stopTimeAfterFailure()
                .router(track, policy -> policy.fallbacks(fallbacks).timeouts(idleIf(how.kind() == TIMEOUT)));

        Recording recording = stage.stream(router).awaitPieces(1);
        how.then().accept(stage.first);

        String answer = recording.response().aiMessage().text();
        RoutedCall call = stage.onlyCall();
        assertThat(answer).startsWith("one ").endsWith(Stage.ANSWER);
        Stage.assertOnly(recording, answer);
        assertThat(call.attempts()).extracting(Attempt::succeeded).containsExactly(false, true);
        assertThat(stage.fallbacks()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(TRACKS)
    void aTextThatEndsAtTheOutputLimitIsAnAnswer(Track track) {
        stage.first.always(TEXT.finishReason("length"));

        Recording recording = stage.stream(stage.router(track));

        assertThat(recording.response().finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(stage.onlyCall().attempts()).singleElement().matches(Attempt::succeeded);
        Stage.assertOnly(recording, "one two three four");
    }

    private static Timeouts idleIf(boolean silent) {
        return silent ? new Timeouts(null, Duration.ofSeconds(1), null) : Timeouts.NONE;
    }
}
