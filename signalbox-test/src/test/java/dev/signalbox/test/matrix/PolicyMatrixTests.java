package dev.signalbox.test.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.exception.InvalidRequestException;
import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.policy.Fallbacks;
import dev.signalbox.router.policy.Fallbacks.BrokenStream;
import dev.signalbox.router.policy.Fallbacks.InvalidOutput;
import dev.signalbox.router.resilience.FailureKind;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the failure table leaves something to the policy or to what is configured, in each dialect. */
class PolicyMatrixTests {

    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    static Stream<Arguments> whatEndsACall() {
        return Rows.cells(Rows.all().filter(row -> row.next() == Row.Next.ENDS));
    }

    @ParameterizedTest(name = "{0} in fallback-on, {1}, {2}")
    @MethodSource("whatEndsACall")
    void whatEndsACallFallsBackWhereThePolicySaysSo(Row row, Track track, Way way) {
        stage.first.always(row.replyOf(track));
        Fallbacks fallbacks = new Fallbacks(Set.of(row.kind()), InvalidOutput.PASS, BrokenStream.FAIL);
        Router router = stage.router(track, policy -> policy.fallbacks(fallbacks));

        assertThat(way.ask(stage, router)).isEqualTo(Stage.ANSWER);

        RoutedCall call = stage.onlyCall();
        assertThat(call.attempts()).hasSize(2);
        assertThat(Objects.requireNonNull(call.attempts().get(0).failure()).kind())
                .isEqualTo(row.kind());
        assertThat(Stage.exclusion(router)).isNull();
    }

    @ParameterizedTest(name = "context too long for all, {0}, {1}")
    @MethodSource("dev.signalbox.test.matrix.Rows#tracksAndWays")
    void nothingSmallerIsAskedWhereTheContextIsTooLong(Track track, Way way) {
        stage.first.always(Bodies.tooLong(track));
        Router router = stage.router(track, policy -> policy, Stage.FIRST, Stage.SMALLER);

        Throwable thrown = catchThrowable(() -> way.ask(stage, router));

        assertThat(thrown.getClass().getSuperclass()).isEqualTo(InvalidRequestException.class);
        assertThat(RoutingFailure.of(thrown))
                .hasValueSatisfying(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.CONTEXT_TOO_LONG));
        assertThat(stage.onlyCall().attempts()).hasSize(1);
        assertThat(stage.fallbacks()).isZero();
    }

    @ParameterizedTest(name = "first failure of two, {0}, {1}")
    @MethodSource("dev.signalbox.test.matrix.Rows#tracksAndWays")
    void theErrorIsOfTheFirstFailureAndKnowsBoth(Track track, Way way) {
        stage.first.always(Bodies.wrongKey(track));
        stage.larger.close();
        Router router = stage.router(track, policy -> policy, Stage.FIRST, Stage.LARGER);

        Throwable thrown = catchThrowable(() -> way.ask(stage, router));

        RoutingFailure failure = RoutingFailure.of(thrown).orElseThrow();
        assertThat(failure.kind()).isEqualTo(FailureKind.AUTHENTICATION);
        assertThat(failure.call()).isEqualTo(stage.onlyCall());
        assertThat(failure.call().attempts())
                .extracting(attempt -> Objects.requireNonNull(attempt.failure()).kind())
                .containsExactly(FailureKind.AUTHENTICATION, FailureKind.NETWORK);
        assertThat(thrown).hasMessageContaining("signalbox.providers.first.api-key");
    }
}
