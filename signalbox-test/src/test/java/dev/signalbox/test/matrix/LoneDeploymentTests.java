package dev.signalbox.test.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.exception.LangChain4jException;
import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.test.correlation.Recording;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of the failure table where there is no other deployment: what the caller gets. */
class LoneDeploymentTests {

    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    static Stream<Arguments> typed() {
        return Rows.cells(Rows.all().filter(row -> !row.unchanged()));
    }

    static Stream<Arguments> unchanged() {
        return Rows.cells(Rows.all().filter(Row::unchanged));
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("typed")
    void theErrorIsOfTheTypeThatFitsAndKnowsTheAttempt(Row row, Track track, Way way) {
        stage.first.always(row.replyOf(track));

        Throwable thrown = thrown(track, way);

        assertThat(thrown.getClass().getSuperclass()).isEqualTo(row.error());
        assertThat(thrown).isInstanceOfSatisfying(RoutingFailure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(row.kind());
            assertThat(failure.retryAfter().orElse(null)).isEqualTo(row.retryAfter());
            assertThat(failure.partialText()).isEmpty();
            assertThat(failure.call()).isEqualTo(stage.onlyCall());
        });
        assertThat(stage.onlyCall().attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(thrown).hasMessageContaining(attempt.toString()));
        assertThat(thrown.toString()).doesNotContain(Stage.PROMPT, "sk-test");
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("unchanged")
    void theErrorIsTheClientsOwn(Row row, Track track, Way way) {
        stage.first.always(row.replyOf(track));

        Throwable thrown = thrown(track, way);

        assertThat(thrown).isExactlyInstanceOf(row.error());
        assertThat(stage.onlyCall().attempts()).hasSize(1);
    }

    @ParameterizedTest(name = "connection refused, {0}, {1}")
    @MethodSource("dev.signalbox.test.matrix.Rows#tracksAndWays")
    void nobodyThereIsANetworkFailure(Track track, Way way) {
        stage.first.close();

        Throwable thrown = thrown(track, way);

        assertThat(thrown.getClass().getSuperclass()).isEqualTo(LangChain4jException.class);
        assertThat(RoutingFailure.of(thrown))
                .hasValueSatisfying(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.NETWORK));
        assertThat(stage.onlyCall().attempts()).hasSize(1);
    }

    private Throwable thrown(Track track, Way way) {
        if (way == Way.PLAIN) {
            return catchThrowable(() -> way.ask(stage, stage.lone(track)));
        }
        Recording recording = stage.stream(stage.lone(track));
        Throwable thrown = recording.error();
        stage.onlyCall();
        Stage.assertOnly(recording, "");
        return thrown;
    }
}
