package dev.signalbox.test.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.signalbox.router.Router;
import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.event.RouterEvent.DeploymentDisabled;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.router.resilience.Cooldown;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.test.matrix.Row.Health;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of the failure table, in each dialect, plain and streamed, over real HTTP, with another deployment at hand. */
class FaultMatrixTests {

    private static final String ROWS = "dev.signalbox.test.matrix.Rows#cells";
    private static final String TRACKS_AND_WAYS = "dev.signalbox.test.matrix.Rows#tracksAndWays";

    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource(ROWS)
    void goesOnAsTheTableSays(Row row, Track track, Way way) {
        stage.first.always(row.replyOf(track));

        askAndCompare(row, stage.router(track), way);

        RoutedCall call = stage.onlyCall();
        assertThat(failure(call).kind()).isEqualTo(row.kind());
        assertThat(failure(call).retryAfter()).isEqualTo(row.retryAfter());
        assertThat(call.toString()).doesNotContain(Stage.PROMPT, "sk-test");
        assertThat(stage.first.requestCount()).isEqualTo(1);
        switch (row.next()) {
            case FALLS_BACK -> assertThat(deployments(call)).containsExactly("first/m", "smaller/m");
            case NEEDS_LARGER -> assertThat(deployments(call)).containsExactly("first/m", "larger/m");
            case ENDS -> assertThat(deployments(call)).containsExactly("first/m");
        }
        assertThat(stage.fallbacks()).isEqualTo(call.attempts().size() - 1);
        assertThat(call.succeeded()).isEqualTo(row.next() != Row.Next.ENDS);
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource(ROWS)
    void leavesTheDeploymentAsTheTableSays(Row row, Track track, Way way) {
        stage.first.always(row.replyOf(track));
        Router router = stage.router(track);

        askAndCompare(row, router, way);

        Reason reason =
                switch (row.health()) {
                    case UNTOUCHED, COUNTS -> null;
                    case COOLS, KEY_COOLS -> Reason.COOLING;
                    case DISABLED -> Reason.DISABLED;
                };
        assertThat(Stage.exclusion(router)).isEqualTo(reason);
        assertThat(Stage.exclusionOfItsKey(router)).isEqualTo(row.health() == Health.KEY_COOLS ? reason : null);
        assertThat(stage.cooldowns())
                .isEqualTo(row.cooldown() == null ? List.of() : List.of(new Cooldown(row.kind(), row.cooldown())));
        assertThat(stage.events(DeploymentDisabled.class)).hasSize(row.health() == Health.DISABLED ? 1 : 0);
        if (reason == null) {
            assertFailureRate(row, router, way);
        }
    }

    /** The second failure cools the deployment if it counts, and does nothing if it does not. */
    private void assertFailureRate(Row row, Router router, Way way) {
        askAndCompare(row, router, way);

        boolean counts = row.health() == Health.COUNTS;
        assertThat(Stage.exclusion(router)).isEqualTo(counts ? Reason.COOLING : null);
        assertThat(stage.cooldowns()).hasSize(counts ? 1 : 0);
        assertThat(stage.first.requestCount()).isEqualTo(2);
    }

    private void askAndCompare(Row row, Router router, Way way) {
        if (row.next() == Row.Next.ENDS) {
            assertThat(catchThrowable(() -> way.ask(stage, router))).isNotNull();
        } else {
            assertThat(way.ask(stage, router)).isEqualTo(Stage.ANSWER);
        }
    }

    @ParameterizedTest(name = "connection refused, {0}, {1}")
    @MethodSource(TRACKS_AND_WAYS)
    void aProviderThatIsNotThereIsANetworkFailure(Track track, Way way) {
        Router router = stage.router(track);
        stage.first.close();

        assertThat(way.ask(stage, router)).isEqualTo(Stage.ANSWER);

        RoutedCall call = stage.onlyCall();
        assertThat(failure(call).kind()).isEqualTo(FailureKind.NETWORK);
        assertThat(call.attempts().get(0).usage().total()).isZero();
        assertThat(Stage.exclusion(router)).isNull();
        way.ask(stage, router);
        assertThat(Stage.exclusion(router)).isEqualTo(Reason.COOLING);
    }

    private static Failure failure(RoutedCall call) {
        return Objects.requireNonNull(call.attempts().get(0).failure());
    }

    private static List<String> deployments(RoutedCall call) {
        return call.attempts().stream()
                .map(Attempt::deployment)
                .map(deployment -> deployment.id())
                .toList();
    }
}
