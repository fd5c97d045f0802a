package dev.signalbox.router.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.execution.Command.Cancel;
import dev.signalbox.router.execution.Command.Commit;
import dev.signalbox.router.execution.Command.Finish;
import dev.signalbox.router.execution.Command.Start;
import dev.signalbox.router.execution.Command.WakeAt;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.Fallbacks;
import dev.signalbox.router.policy.Fallbacks.BrokenStream;
import dev.signalbox.router.policy.Fallbacks.InvalidOutput;
import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.policy.Timeouts;
import dev.signalbox.router.resilience.Availability;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallTests {

    private static final long MILLI = 1_000_000L;
    private static final long START = -3 * MILLI;

    private final Candidate a = candidate("a", 100);
    private final Candidate b = candidate("b", 100);
    private final Candidate large = candidate("large", 1_000);

    private Retries retries = Retries.DEFAULT;
    private Timeouts timeouts = Timeouts.NONE;
    private Fallbacks fallbacks = Fallbacks.DEFAULT;
    private Duration hedgeAfter;
    private int hedges;
    private Call call;

    @Test
    void startsTheFirstCandidateAndEndsWithItsAnswer() {
        begin(open(a), open(b));

        assertThat(on(new Event.Succeeded(1), 5)).containsExactly(new Finish(null, false));
    }

    @Test
    void fallsBackToTheNextCandidate() {
        begin(open(a), open(b));

        assertThat(fail(1, FailureKind.SERVER, 5)).containsExactly(new Start(2, b, false));
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {"BAD_REQUEST", "CONTENT_REFUSED", "TRUNCATED", "CANCELLED"})
    void endsAtOnceAndUnchangedOnWhatNoOtherDeploymentWouldDoBetter(FailureKind kind) {
        begin(open(a), open(b));

        assertThat(fail(1, kind, 5)).containsExactly(new Finish(failure(kind), true));
    }

    @Test
    void tellsTheWholeStoryWhenTheFallbackFindsTheRequestWrong() {
        begin(open(a), open(b));
        fail(1, FailureKind.SERVER, 5);

        assertThat(fail(2, FailureKind.BAD_REQUEST, 6))
                .containsExactly(new Finish(failure(FailureKind.BAD_REQUEST), false));
    }

    @Test
    void triesOnlyLargerContextsWhenTheRequestIsTooLong() {
        begin(open(a), open(b), open(large));

        assertThat(fail(1, FailureKind.CONTEXT_TOO_LONG, 5)).containsExactly(new Start(2, large, false));
        assertThat(fail(2, FailureKind.CONTEXT_TOO_LONG, 6))
                .containsExactly(new Finish(failure(FailureKind.CONTEXT_TOO_LONG), false));
    }

    @Test
    void retriesTheLastCandidateWithDoublingBackOffAndThenReportsTheFirstFailure() {
        begin(open(a), open(b));
        fail(1, FailureKind.RATE_LIMITED, 0);

        assertThat(fail(2, FailureKind.SERVER, 0)).containsExactly(wake(500));
        assertThat(on(new Event.TimerFired(), 499)).containsExactly(wake(500));
        assertThat(on(new Event.TimerFired(), 500)).containsExactly(new Start(3, b, true));
        assertThat(fail(3, FailureKind.SERVER, 500)).containsExactly(wake(1_500));
        assertThat(on(new Event.TimerFired(), 1_500)).containsExactly(new Start(4, b, true));
        assertThat(fail(4, FailureKind.SERVER, 1_500))
                .containsExactly(new Finish(failure(FailureKind.RATE_LIMITED), false));
    }

    @Test
    void doesNotRetryWhatWouldFailAgain() {
        begin(open(a));

        assertThat(fail(1, FailureKind.AUTHENTICATION, 0))
                .containsExactly(new Finish(failure(FailureKind.AUTHENTICATION), false));
    }

    @Test
    void doesNotRetryBeyondTheDeadline() {
        timeouts = new Timeouts(null, null, Duration.ofMillis(400));
        begin(open(a));

        assertThat(fail(1, FailureKind.SERVER, 0)).containsExactly(new Finish(failure(FailureKind.SERVER), false));
    }

    @Test
    void waitsForAShortCooldownOfTheLastCandidateButNotForALongOne() {
        begin(open(a));
        Event limited = new Event.Failed(1, failure(FailureKind.RATE_LIMITED), at(1_200), false);
        assertThat(on(limited, 0)).containsExactly(wake(1_200));

        begin(open(a));
        Event longer = new Event.Failed(1, failure(FailureKind.RATE_LIMITED), at(2_001), false);
        assertThat(on(longer, 0)).containsExactly(new Finish(failure(FailureKind.RATE_LIMITED), false));
    }

    @Test
    void waitsForTheEarliestWhenAllAreCooling() {
        assertThat(begin(cooling(a, 1_900), cooling(b, 700))).containsExactly(wake(700));

        assertThat(on(new Event.TimerFired(), 700)).containsExactly(new Start(1, b, false));
    }

    @Test
    void saysWhenToComeBackWhenAllAreCoolingForTooLong() {
        List<Command> commands = begin(cooling(a, 9_000), cooling(b, 7_000));

        Failure failure = ((Finish) commands.get(0)).failure();
        assertThat(failure.kind()).isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(failure.message())
                .isEqualTo("every deployment is cooling down or at its limit, p/b for another 7000 ms");
    }

    @Test
    void triesWhatHasRecoveredInTheMeantimeBeforeRetrying() {
        begin(open(a), cooling(b, 400));
        assertThat(fail(1, FailureKind.SERVER, 0)).containsExactly(wake(400));

        assertThat(on(new Event.TimerFired(), 400)).containsExactly(new Start(2, b, false));
    }

    @Test
    void goesOnWhenADeploymentGivesNoLeave() {
        begin(open(a), open(b));

        assertThat(on(new Event.Refused(1, null), 0)).containsExactly(new Start(1, b, false));
    }

    @Test
    void waitsForADeploymentThatTurnsOutToBeCooling() {
        begin(open(a));
        Availability cooling = new Availability(Availability.State.COOLING, at(900), FailureKind.RATE_LIMITED);

        assertThat(on(new Event.Refused(1, cooling), 0)).containsExactly(wake(900));
        assertThat(on(new Event.TimerFired(), 900)).containsExactly(new Start(1, a, false));
    }

    @Test
    void triesWhatFailsTooOftenBeforeItGivesUp() {
        begin(open(a), failing(b));

        assertThat(fail(1, FailureKind.AUTHENTICATION, 0)).containsExactly(new Start(2, b, true));
    }

    @Test
    void commitsOnceAtTheFirstContent() {
        begin(open(a), open(b));

        assertThat(on(content(1), 5)).containsExactly(new Commit(1));
        assertThat(on(content(1), 6)).isEmpty();
        assertThat(call.committedTo(1)).isTrue();
    }

    @Test
    void neverFallsBackAfterContent() {
        begin(open(a), open(b));
        on(content(1), 5);

        assertThat(fail(1, FailureKind.NETWORK, 6)).containsExactly(new Finish(failure(FailureKind.NETWORK), false));
    }

    @Test
    void fallsBackWhenTheFirstTokenIsLate() {
        timeouts = new Timeouts(Duration.ofMillis(300), null, null);
        assertThat(begin(open(a), open(b))).containsExactly(wake(300), new Start(1, a, false));

        List<Command> commands = on(new Event.TimerFired(), 300);

        Failure late = Failure.of(FailureKind.TIMEOUT, "timeout (first token)");
        assertThat(commands).containsExactly(new Cancel(1, late), wake(600), new Start(2, b, false));
    }

    @Test
    void endsAStreamThatFallsSilent() {
        timeouts = new Timeouts(null, Duration.ofMillis(200), null);
        begin(open(a), open(b));
        assertThat(on(content(1), 100)).containsExactly(new Commit(1), wake(300));
        on(content(1), 250);
        assertThat(on(new Event.TimerFired(), 300)).containsExactly(wake(450));

        Failure silent = Failure.of(FailureKind.TIMEOUT, "timeout (idle)");
        assertThat(on(new Event.TimerFired(), 450)).containsExactly(new Cancel(1, silent), new Finish(silent, false));
    }

    @Test
    void endsAtTheTotalDeadlineWhateverIsUnderWay() {
        timeouts = new Timeouts(Duration.ofSeconds(9), null, Duration.ofMillis(1_000));
        assertThat(begin(open(a), open(b))).containsExactly(wake(1_000), new Start(1, a, false));

        Failure over = Failure.of(FailureKind.TIMEOUT, "timeout (total)");
        assertThat(on(new Event.TimerFired(), 1_000)).containsExactly(new Cancel(1, over), new Finish(over, false));
    }

    @Test
    void abortsWhatIsUnderWayWhenTheCallerCancels() {
        begin(open(a), open(b));

        List<Command> commands = on(new Event.Cancelled(), 5);

        assertThat(commands).hasSize(2).first().isInstanceOf(Cancel.class);
    }

    @Test
    void isInertAfterTheEndAndDeafToAttemptsThatAreOver() {
        begin(open(a), open(b));
        fail(1, FailureKind.SERVER, 5);

        assertThat(on(new Event.Succeeded(1), 6)).isEmpty();
        assertThat(on(content(1), 6)).isEmpty();
        assertThat(on(new Event.Succeeded(2), 7)).containsExactly(new Finish(null, false));
        assertThat(on(new Event.TimerFired(), 8)).isEmpty();
        assertThat(on(new Event.Cancelled(), 9)).isEmpty();
        assertThat(call.wakeAt()).isNull();
    }

    @Test
    void sendsASlowCallToTheNextCandidateAsWell() {
        hedge(200, 1);
        assertThat(begin(open(a), open(b), open(large))).containsExactly(wake(200), new Start(1, a, false));
        assertThat(on(new Event.TimerFired(), 199)).containsExactly(wake(200));

        assertThat(on(new Event.TimerFired(), 200)).containsExactly(new Start(2, b, false));
        assertThat(on(new Event.TimerFired(), 9_000)).isEmpty();
    }

    @Test
    void theFirstToAnswerWinsARaceAndTheOtherIsAborted() {
        hedge(200, 1);
        begin(open(a), open(b));
        on(new Event.TimerFired(), 200);

        assertThat(on(new Event.Succeeded(2), 300)).containsExactly(cancelled(1, "another attempt decided"), won());
        assertThat(on(new Event.Succeeded(1), 301)).isEmpty();
    }

    @Test
    void theFirstContentWinsARaceOfStreams() {
        hedge(200, 1);
        begin(open(a), open(b));
        on(new Event.TimerFired(), 200);

        assertThat(on(content(1), 300)).containsExactly(cancelled(2, "another attempt was faster"), new Commit(1));
        assertThat(call.committedTo(1)).isTrue();
        assertThat(on(content(2), 301)).isEmpty();
    }

    @Test
    void waitsForTheOtherWhenOneOfARaceFailsAndOnlyThenGoesOn() {
        hedge(200, 1);
        begin(open(a), open(b), open(large));
        on(new Event.TimerFired(), 200);

        assertThat(fail(1, FailureKind.SERVER, 250)).isEmpty();
        assertThat(fail(2, FailureKind.SERVER, 260)).containsExactly(new Start(3, large, false));
    }

    @Test
    void aRequestThatIsWrongEndsTheWholeRace() {
        hedge(200, 1);
        begin(open(a), open(b));
        on(new Event.TimerFired(), 200);

        assertThat(fail(1, FailureKind.BAD_REQUEST, 250))
                .containsExactly(
                        cancelled(2, "another attempt decided"), new Finish(failure(FailureKind.BAD_REQUEST), false));
    }

    @Test
    void doesNotHedgeOnWhatIsCoolingNorOnceContentHasCome() {
        hedge(200, 3);
        begin(open(a), cooling(b, 60_000));
        assertThat(on(new Event.TimerFired(), 200)).isEmpty();

        begin(open(a), open(b));
        assertThat(on(content(1), 100)).containsExactly(new Commit(1));
        assertThat(on(new Event.TimerFired(), 200)).isEmpty();
    }

    @Test
    void hedgesAtMostAsOftenAsAllowed() {
        hedge(100, 2);
        begin(open(a), open(b), open(large), open(candidate("d", 1)));

        assertThat(on(new Event.TimerFired(), 100)).containsExactly(wake(200), new Start(2, b, false));
        assertThat(on(new Event.TimerFired(), 200)).containsExactly(new Start(3, large, false));
        assertThat(on(new Event.TimerFired(), 300)).isEmpty();
    }

    @Test
    void aRefusedHedgeLeavesTheFirstAttemptAlone() {
        hedge(200, 1);
        begin(open(a), open(b));
        on(new Event.TimerFired(), 200);

        assertThat(on(new Event.Refused(2, null), 201)).isEmpty();
        assertThat(on(new Event.Succeeded(1), 300)).containsExactly(won());
    }

    @Test
    void fallsBackOnWhatThePolicyAddsToTheTable() {
        fallbacks = new Fallbacks(Set.of(FailureKind.CONTENT_REFUSED), InvalidOutput.PASS, BrokenStream.FAIL);
        begin(open(a), open(b));

        assertThat(fail(1, FailureKind.CONTENT_REFUSED, 5)).containsExactly(new Start(2, b, false));
        assertThat(fail(2, FailureKind.CONTENT_REFUSED, 6))
                .containsExactly(new Finish(failure(FailureKind.CONTENT_REFUSED), false));
    }

    @Test
    void asksTheSameDeploymentAgainForValidOutputAsOftenAsRetriesAllow() {
        fallbacks = new Fallbacks(Set.of(), InvalidOutput.RETRY, BrokenStream.FAIL);
        begin(open(a), open(b));

        assertThat(fail(1, FailureKind.INVALID_OUTPUT, 1)).containsExactly(new Start(2, a, false));
        assertThat(fail(2, FailureKind.INVALID_OUTPUT, 2)).containsExactly(new Start(3, a, false));
        assertThat(fail(3, FailureKind.INVALID_OUTPUT, 3)).containsExactly(new Start(4, b, false));
        assertThat(fail(4, FailureKind.INVALID_OUTPUT, 4))
                .containsExactly(new Finish(failure(FailureKind.INVALID_OUTPUT), false));
    }

    @Test
    void asksTheNextCandidateForValidOutput() {
        fallbacks = new Fallbacks(Set.of(), InvalidOutput.FALLBACK, BrokenStream.FAIL);
        begin(open(a), open(b));

        assertThat(fail(1, FailureKind.INVALID_OUTPUT, 1)).containsExactly(new Start(2, b, false));
    }

    @Test
    void goesOnWithABrokenStreamWhereThePolicySaysSo() {
        continuing();
        begin(open(a), open(b));
        on(content(1), 5);

        assertThat(fail(1, FailureKind.NETWORK, 6)).containsExactly(new Start(2, b, false));
        assertThat(call.committedTo(1)).isFalse();
        assertThat(on(content(2), 7)).containsExactly(new Commit(2));
        assertThat(on(new Event.Succeeded(2), 8)).containsExactly(won());
    }

    @Test
    void endsABrokenStreamThatNobodyCanContinue() {
        continuing();
        begin(open(a));
        on(content(1), 5);

        assertThat(fail(1, FailureKind.NETWORK, 6)).containsExactly(new Finish(failure(FailureKind.NETWORK), false));
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {"CONTENT_REFUSED", "TRUNCATED", "EMPTY_ANSWER", "BAD_REQUEST"})
    void continuesOnlyWhatBroke(FailureKind kind) {
        continuing();
        begin(open(a), open(b));
        on(content(1), 5);

        assertThat(fail(1, kind, 6)).containsExactly(new Finish(failure(kind), false));
    }

    @Test
    void doesNotContinueHalfAToolCall() {
        continuing();
        begin(open(a), open(b));
        on(content(1), 5);
        on(new Event.Content(1, false), 6);

        assertThat(fail(1, FailureKind.NETWORK, 7)).containsExactly(new Finish(failure(FailureKind.NETWORK), false));
    }

    @Test
    void continuesAStreamThatFellSilent() {
        continuing();
        timeouts = new Timeouts(null, Duration.ofMillis(200), null);
        begin(open(a), open(b));
        on(content(1), 100);

        Failure silent = Failure.of(FailureKind.TIMEOUT, "timeout (idle)");
        assertThat(on(new Event.TimerFired(), 300)).containsExactly(new Cancel(1, silent), new Start(2, b, false));
    }

    @Test
    void triesTheSameDeploymentWithAnotherKeyFirst() {
        begin(open(a), open(b));

        Event rotated = new Event.Failed(1, failure(FailureKind.RATE_LIMITED), null, true);
        assertThat(on(rotated, 1)).containsExactly(new Start(2, a, false));
        assertThat(fail(2, FailureKind.RATE_LIMITED, 2)).containsExactly(new Start(3, b, false));
    }

    @Test
    void doesNotWaitAgainAndAgainForADeploymentAtItsLimit() {
        begin(open(a));
        assertThat(on(new Event.Refused(1, busyUntil(1_500)), 0)).containsExactly(wake(1_500));
        assertThat(on(new Event.TimerFired(), 1_500)).containsExactly(new Start(1, a, false));

        List<Command> commands = on(new Event.Refused(1, busyUntil(3_000)), 1_500);

        assertThat(commands)
                .hasSize(1)
                .first()
                .isInstanceOfSatisfying(
                        Finish.class,
                        finish -> assertThat(finish.failure().kind()).isEqualTo(FailureKind.RATE_LIMITED));
    }

    private void continuing() {
        fallbacks = new Fallbacks(Set.of(), InvalidOutput.PASS, BrokenStream.CONTINUE);
    }

    private void hedge(long afterMillis, int max) {
        hedgeAfter = Duration.ofMillis(afterMillis);
        hedges = max;
    }

    @Test
    void stillRetriesTheLastCandidateWhenSomebodyElseProbesWhatHasCooled() {
        begin(open(a), cooling(b, 300));
        assertThat(fail(1, FailureKind.SERVER, 0)).containsExactly(wake(300));
        assertThat(on(new Event.TimerFired(), 300)).containsExactly(new Start(2, b, false));

        assertThat(on(new Event.Refused(2, busyUntil(60_000)), 300)).containsExactly(wake(500));

        assertThat(on(new Event.TimerFired(), 500)).containsExactly(new Start(2, a, true));
    }

    @Test
    void triesWhatOnlyFailsTooOftenWhenTheCallEndsBeforeItsWait() {
        timeouts = new Timeouts(null, null, Duration.ofMillis(400));
        begin(open(a), failing(b));

        assertThat(fail(1, FailureKind.SERVER, 0)).containsExactly(wake(400), new Start(2, b, true));
    }

    @Test
    void doesNotWaitForWhatAPersonHasTakenOut() {
        begin(open(a));
        Availability drained = new Availability(Availability.State.DRAINED, 0, null);

        Failure failure = ((Finish) on(new Event.Refused(1, drained), 0).get(0)).failure();

        assertThat(failure.kind()).isEqualTo(FailureKind.REFUSED);
    }

    private static Cancel cancelled(int attempt, String why) {
        return new Cancel(attempt, Failure.of(FailureKind.CANCELLED, why));
    }

    private static Finish won() {
        return new Finish(null, false);
    }

    private static Availability busyUntil(long millis) {
        return new Availability(Availability.State.COOLING, at(millis), FailureKind.RATE_LIMITED);
    }

    /** A place in the order of attempts; without an availability it is open. */
    private record Slot(Candidate candidate, Availability until) {}

    private List<Command> begin(Slot... slots) {
        Terms terms = new Terms(timeouts, retries, fallbacks, hedgeAfter, hedges);
        List<Candidate> open = Arrays.stream(slots)
                .filter(slot -> slot.until() == null)
                .map(Slot::candidate)
                .toList();
        List<Cooling> cooling = Arrays.stream(slots)
                .filter(slot -> slot.until() != null)
                .map(slot -> new Cooling(slot.candidate(), slot.until()))
                .toList();
        call = new Call(new Slots(open, cooling, false), terms, START, () -> 0.5);
        return on(new Event.Begun(), 0);
    }

    private List<Command> on(Event event, long millis) {
        return call.on(event, at(millis));
    }

    private List<Command> fail(int attempt, FailureKind kind, long millis) {
        return on(new Event.Failed(attempt, failure(kind)), millis);
    }

    private static Event content(int attempt) {
        return new Event.Content(attempt, true);
    }

    private static Failure failure(FailureKind kind) {
        return Failure.of(kind, kind.toString());
    }

    private static long at(long millis) {
        return START + millis * MILLI;
    }

    private static WakeAt wake(long millis) {
        return new WakeAt(at(millis));
    }

    private static Slot open(Candidate candidate) {
        return new Slot(candidate, null);
    }

    private static Slot cooling(Candidate candidate, long untilMillis) {
        Availability until = new Availability(Availability.State.COOLING, at(untilMillis), FailureKind.RATE_LIMITED);
        return new Slot(candidate, until);
    }

    private static Slot failing(Candidate candidate) {
        Availability until = new Availability(Availability.State.COOLING, at(60_000), FailureKind.SERVER);
        return new Slot(candidate, until);
    }

    private static Candidate candidate(String name, int contextLength) {
        Deployment deployment =
                Deployment.of("p/" + name).contextLength(contextLength).build();
        return new Candidate(Model.of(name, deployment), deployment);
    }
}
