package dev.signalbox.router.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.execution.Command.Finish;
import dev.signalbox.router.execution.Command.Start;
import dev.signalbox.router.execution.Command.WakeAt;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.Fallbacks;
import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.policy.Timeouts;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.router.resilience.FailureKind.Effect;
import dev.signalbox.router.resilience.FailureKind.Next;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The failure table, one line per row, and what the state machine makes of each: on a clock that only the test moves. */
class FailureTableTests {

    private static final long MILLI = 1_000_000L;
    private static final Duration BACK_OFF = Duration.ofMillis(500);

    private static final String TABLE = """
            RATE_LIMITED,     COOLDOWN,   RETRY
            QUOTA_EXHAUSTED,  CREDENTIAL, FALLBACK
            AUTHENTICATION,   CREDENTIAL, FALLBACK
            REFUSED,          NONE,       FALLBACK
            SERVER,           COUNTS,     RETRY
            NETWORK,          COUNTS,     RETRY
            TIMEOUT,          COUNTS,     RETRY
            CONTEXT_TOO_LONG, NONE,       LARGER
            CONTENT_REFUSED,  NONE,       STOP
            MODEL_NOT_FOUND,  DISABLE,    FALLBACK
            BAD_REQUEST,      NONE,       STOP
            EMPTY_ANSWER,     COUNTS,     FALLBACK
            TRUNCATED,        NONE,       STOP
            INVALID_OUTPUT,   NONE,       FALLBACK
            BUDGET,           NONE,       FALLBACK
            CANCELLED,        NONE,       STOP
            """;

    private final Candidate first = candidate("first", 1_000);
    private final Candidate same = candidate("same", 1_000);
    private final Candidate smaller = candidate("smaller", 500);
    private final Candidate larger = candidate("larger", 9_000);
    private final Candidate unknown = new Candidate(
            Model.of("unknown", Deployment.of("p/unknown").build()),
            Deployment.of("p/unknown").build());

    @Test
    void hasOneLineForEachKind() {
        List<String> kinds =
                TABLE.lines().map(line -> line.substring(0, line.indexOf(','))).toList();

        assertThat(kinds)
                .containsExactlyElementsOf(
                        Stream.of(FailureKind.values()).map(Enum::name).toList());
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource(textBlock = TABLE)
    void saysWhatFollows(FailureKind kind, Effect effect, Next next) {
        assertThat(kind.effect()).isEqualTo(effect);
        assertThat(kind.next()).isEqualTo(next);
    }

    @ParameterizedTest(name = "{0}: {2}, with others at hand")
    @CsvSource(textBlock = TABLE)
    void isWhatACallDoesThatHasOtherCandidates(FailureKind kind, Effect effect, Next next) {
        Call call = begun(first, smaller, same, larger);

        List<Command> commands = fail(call, 1, kind, 10);

        assertThat(commands)
                .isEqualTo(
                        switch (next) {
                            case FALLBACK, RETRY -> List.of(new Start(2, smaller, false));
                            case LARGER -> List.of(new Start(2, larger, false));
                            case STOP -> List.of(new Finish(failure(kind), true));
                        });
    }

    @ParameterizedTest(name = "{0}: {2}, alone")
    @CsvSource(textBlock = TABLE)
    void isWhatACallDoesThatHasNoOtherCandidate(FailureKind kind, Effect effect, Next next) {
        Call call = begun(first);

        List<Command> commands = fail(call, 1, kind, 10);

        if (next == Next.RETRY) {
            assertThat(commands).containsExactly(new WakeAt(510 * MILLI));
            assertThat(call.on(new Event.TimerFired(), 510 * MILLI)).containsExactly(new Start(2, first, true));
            assertThat(fail(call, 2, kind, 600)).containsExactly(new WakeAt(1_600 * MILLI));
            assertThat(call.on(new Event.TimerFired(), 1_600 * MILLI)).containsExactly(new Start(3, first, true));
            assertThat(fail(call, 3, kind, 1_700)).containsExactly(new Finish(failure(kind), false));
        } else {
            assertThat(commands).containsExactly(new Finish(failure(kind), next == Next.STOP));
        }
    }

    @ParameterizedTest(name = "{0}: {2}, last of all")
    @CsvSource(textBlock = TABLE)
    void isWhatACallDoesAtItsLastCandidate(FailureKind kind, Effect effect, Next next) {
        Call call = begun(same, first);
        fail(call, 1, FailureKind.REFUSED, 10);

        List<Command> commands = fail(call, 2, kind, 20);

        assertThat(commands)
                .isEqualTo(
                        switch (next) {
                            case RETRY -> List.of(new WakeAt(520 * MILLI));
                            case FALLBACK, LARGER -> List.of(new Finish(failure(FailureKind.REFUSED), false));
                            case STOP -> List.of(new Finish(failure(kind), false));
                        });
    }

    @ParameterizedTest(name = "{0}, after content")
    @CsvSource(textBlock = TABLE)
    void nothingFollowsAfterContent(FailureKind kind, Effect effect, Next next) {
        Call call = begun(first, smaller, same, larger);
        call.on(new Event.Content(1, true), 5 * MILLI);

        assertThat(fail(call, 1, kind, 10)).containsExactly(new Finish(failure(kind), false));
    }

    @ParameterizedTest(name = "{0} in fallback-on")
    @CsvSource(textBlock = TABLE)
    void whatEndsACallLeadsToTheNextWhereThePolicySaysSo(FailureKind kind, Effect effect, Next next) {
        List<FailureKind> selectable = Fallbacks.selectable();
        assertThat(selectable.contains(kind)).isEqualTo(next == Next.STOP && kind != FailureKind.CANCELLED);
        if (selectable.contains(kind)) {
            Fallbacks fallbacks =
                    new Fallbacks(Set.of(kind), Fallbacks.InvalidOutput.PASS, Fallbacks.BrokenStream.FAIL);
            Call call = begun(fallbacks, first, smaller);

            assertThat(fail(call, 1, kind, 10)).containsExactly(new Start(2, smaller, false));
            assertThat(fail(call, 2, kind, 20)).containsExactly(new Finish(failure(kind), false));
        }
    }

    @Test
    void aContextOfUnknownLengthMayBeLargeEnough() {
        Call call = begun(first, smaller, unknown);

        assertThat(fail(call, 1, FailureKind.CONTEXT_TOO_LONG, 10)).containsExactly(new Start(2, unknown, false));
    }

    @Test
    void nothingIsLeftWhereOnlySmallerContextsAre() {
        Call call = begun(first, smaller, same);

        assertThat(fail(call, 1, FailureKind.CONTEXT_TOO_LONG, 10))
                .containsExactly(new Finish(failure(FailureKind.CONTEXT_TOO_LONG), false));
    }

    private static Call begun(Candidate... candidates) {
        return begun(Fallbacks.DEFAULT, candidates);
    }

    private static Call begun(Fallbacks fallbacks, Candidate... candidates) {
        Retries retries = new Retries(2, BACK_OFF, Duration.ofSeconds(5), Duration.ofSeconds(2));
        Terms terms = new Terms(Timeouts.NONE, retries, fallbacks, null, 0);
        Call call = new Call(new Slots(List.of(candidates), List.of(), false), terms, 0, () -> 0.5);
        assertThat(call.on(new Event.Begun(), 0)).isEqualTo(List.of(new Start(1, candidates[0], false)));
        return call;
    }

    private static List<Command> fail(Call call, int attempt, FailureKind kind, long millis) {
        return new ArrayList<>(call.on(new Event.Failed(attempt, failure(kind)), millis * MILLI));
    }

    private static Failure failure(FailureKind kind) {
        return Failure.of(kind, kind.toString());
    }

    private static Candidate candidate(String name, int contextLength) {
        Deployment deployment =
                Deployment.of("p/" + name).contextLength(contextLength).build();
        return new Candidate(Model.of(name, deployment), deployment);
    }
}
