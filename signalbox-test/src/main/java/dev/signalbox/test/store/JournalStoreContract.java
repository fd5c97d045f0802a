package dev.signalbox.test.store;

import static dev.signalbox.test.store.JournalSamples.approval;
import static dev.signalbox.test.store.JournalSamples.at;
import static dev.signalbox.test.store.JournalSamples.decided;
import static dev.signalbox.test.store.JournalSamples.end;
import static dev.signalbox.test.store.JournalSamples.event;
import static dev.signalbox.test.store.JournalSamples.run;
import static dev.signalbox.test.store.JournalSamples.started;
import static dev.signalbox.test.store.JournalSamples.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.signalbox.agent.journal.ApprovalRecord;
import dev.signalbox.agent.journal.EventRecord;
import dev.signalbox.agent.journal.Fork;
import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.journal.RunAge;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunQuery;
import dev.signalbox.agent.journal.RunRecord;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.journal.SignalRecord;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.journal.StepState;
import dev.signalbox.agent.journal.StepUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** What every {@link JournalStore} does. */
public abstract class JournalStoreContract extends JournalMemoryContract {

    private List<Long> seqs(RunRecord run, long after, int max) {
        return store.events(run.id(), after, max).stream().map(EventRecord::seq).toList();
    }

    /** What is written comes back as it was. */
    @Test
    protected void keepsARun() {
        RunRecord written = run("r-1", "key", at(0));

        assertThat(store.start(written)).isEqualTo(written);

        assertThat(store.run(written.id())).contains(written);
        assertThat(store.run(new RunId("r-2"))).isEmpty();
    }

    /** Whoever starts with the same key gets the run that is there, however it stands. */
    @Test
    protected void startsOnceForAKey() {
        store.start(run("r-1", "key", at(0)));
        store.claim(new RunId("r-1"), at(1));

        RunRecord again = store.start(run("r-2", "key", at(2)));

        assertThat(again.id()).isEqualTo(new RunId("r-1"));
        assertThat(again.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(store.run(new RunId("r-2"))).isEmpty();
        assertThat(store.start(run("r-1", null, at(3))).startKey()).isEqualTo("key");
    }

    /** Many at once make one run. */
    @Test
    protected void startsOnceForAKeyUnderAStorm() {
        JournalStore[] nodes = {store, anotherNode(store)};

        List<RunId> ids = Storm.of(
                16,
                10,
                (thread, round) -> nodes[thread % 2]
                        .start(run("r-" + thread + "-" + round, "key-" + round, at(0)))
                        .id());

        assertThat(Set.copyOf(ids)).hasSize(10);
        assertThat(store.runs(RunQuery.ALL, 1_000)).hasSize(10);
    }

    /** Newest first, by what is asked. */
    @Test
    protected void findsRuns() {
        for (int number = 0; number < 4; number++) {
            store.start(run("r-" + number, null, at(number)));
        }
        store.claim(new RunId("r-2"), at(9));
        RunRecord other = run("other", null, at(9)).toBuilder()
                .program("other")
                .tenant(null)
                .parent(null)
                .build();
        store.start(other);

        assertThat(ids(RunQuery.builder().program("trip-desk"))).containsExactly("r-3", "r-2", "r-1", "r-0");
        assertThat(ids(RunQuery.builder().tenant("acme").createdBefore(at(2)))).containsExactly("r-1", "r-0");
        assertThat(ids(RunQuery.builder().statuses(Set.of(RunStatus.RUNNING, RunStatus.FAILED))))
                .containsExactly("r-2");
        assertThat(ids(RunQuery.builder().parent(new RunId("parent")).updatedBefore(at(2))))
                .containsExactly("r-1", "r-0");
        assertThat(store.runs(RunQuery.ALL, 2))
                .extracting(run -> run.id().value())
                .containsExactly("other", "r-3");
    }

    /** Page by page every run is shown once, even if many were created in one moment. */
    @Test
    protected void leadsFromPageToPage() {
        for (int number = 0; number < 5; number++) {
            store.start(run("r-" + number, null, at(number / 3)));
        }
        store.start(run("R-3", null, at(0)));
        List<RunRecord> all = store.runs(RunQuery.ALL, 100);

        List<RunRecord> paged = new ArrayList<>();
        List<RunRecord> page = store.runs(RunQuery.ALL, 2);
        while (!page.isEmpty()) {
            paged.addAll(page);
            RunAge last = page.get(page.size() - 1).age();
            page = store.runs(RunQuery.builder().olderThan(last).build(), 2);
        }

        assertThat(paged).hasSize(6).isEqualTo(all);
    }

    private List<String> ids(RunQuery.RunQueryBuilder query) {
        return store.runs(query.build(), 100).stream()
                .map(run -> run.id().value())
                .toList();
    }

    /** A claim takes the run from whoever had it. */
    @Test
    protected void claims() {
        RunRecord first = claimed("r-1");
        RunRecord second = anotherNode(store).claim(first.id(), at(2)).orElseThrow();

        assertThat(first.epoch()).isEqualTo(1);
        assertThat(second.epoch()).isEqualTo(2);
        assertThat(second.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(second.updatedAt()).isEqualTo(at(2));
        assertThat(store.claim(new RunId("nobody"), at(3))).isEmpty();
    }

    /** Nothing that a worker writes is kept once another has the run. */
    @Test
    protected void refusesWhoHasLostTheRun() {
        RunRecord old = claimed("r-1");
        assertThat(store.add(started(old, 1), List.of())).isTrue();
        RunRecord held = store.claim(old.id(), at(2)).orElseThrow();

        assertThat(store.add(step(old, 2), List.of())).isFalse();
        assertThat(store.add(step(old, 2), List.of(event(old, 3)))).isFalse();
        assertThat(store.complete(step(old, 2).toBuilder().key("key-1").build(), List.of(event(old, 3))))
                .isFalse();
        assertThat(store.add(old.id(), old.epoch(), List.of(event(old, 2)))).isFalse();
        assertThat(store.ask(approval(old, "a-1", at(2)), old.epoch(), List.of(event(old, 2))))
                .isFalse();
        assertThat(store.end(end(old, RunStatus.SUCCEEDED, null, event(old, 2))))
                .isEmpty();

        assertThat(store.steps(old.id())).containsExactly(started(old, 1));
        assertThat(store.events(old.id(), 0, 100)).isEmpty();
        assertThat(store.approvals(old.id())).isEmpty();
        assertThat(store.run(old.id())).contains(held);
    }

    /** A run that has ended takes nothing any more. */
    @Test
    protected void refusesWhatComesAfterTheEnd() {
        RunRecord run = claimed("r-1");
        assertThat(store.end(end(run, RunStatus.SUCCEEDED, null, event(run, 1))))
                .isPresent();

        assertThat(store.add(step(run, 2), List.of())).isFalse();
        assertThat(store.end(end(run, RunStatus.FAILED, null))).isEmpty();
        assertThat(store.claim(run.id(), at(3))).isEmpty();
        assertThat(store.cancel(run.id())).isFalse();
        assertThat(store.signal(run.id(), "go", "1", at(3))).isFalse();
        assertThat(store.run(run.id()).orElseThrow())
                .extracting(RunRecord::status, RunRecord::output, RunRecord::retries, RunRecord::updatedAt)
                .containsExactly(RunStatus.SUCCEEDED, "\"done\"", 2, at(100));
    }

    /** One of two who write the same step has written it. */
    @Test
    protected void refusesTwins() {
        RunRecord run = claimed("r-1");
        assertThat(store.add(step(run, 1), List.of(event(run, 2)))).isTrue();

        assertThat(store.add(step(run, 3).toBuilder().key("key-1").build(), List.of()))
                .isFalse();
        assertThat(store.add(step(run, 1).toBuilder().key("other").build(), List.of()))
                .isFalse();
        assertThat(store.add(step(run, 3), List.of(event(run, 4), event(run, 2))))
                .isFalse();
        assertThat(store.add(run.id(), run.epoch(), List.of(event(run, 3), event(run, 2))))
                .isFalse();
        assertThat(store.end(end(run, RunStatus.PARKED, null, event(run, 3), event(run, 2))))
                .isEmpty();

        assertThat(store.steps(run.id())).containsExactly(step(run, 1));
        assertThat(seqs(run, 0, 100)).containsExactly(1L, 2L);
    }

    /** Of many who write the same steps of one claim, each step is one's. */
    @Test
    protected void refusesTwinsUnderAStorm() {
        RunRecord run = claimed("r-1");
        JournalStore[] nodes = {store, anotherNode(store)};

        List<Boolean> written =
                Storm.of(16, 40, (thread, round) -> nodes[thread % 2].add(step(run, round + 1), List.of()));

        assertThat(written.stream().filter(Boolean::booleanValue)).hasSize(40);
        assertThat(store.steps(run.id())).hasSize(40);
    }

    /** Whatever a worker has written before it lost the run is seen by the next one, and nothing comes later. */
    @Test
    @Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
    protected void showsTheNextWorkerAllThatTheOneBeforeWrote() {
        AtomicReference<RunRecord> held = new AtomicReference<>(claimed("r-1"));
        AtomicInteger written = new AtomicInteger();
        RunId run = held.get().id();
        JournalStore[] nodes = {store, anotherNode(store)};

        List<Map.Entry<Long, Long>> seen = Storm.of(8, 50, (thread, round) -> {
            if (thread > 1) {
                while (!nodes[thread % 2].add(step(held.get(), thread * 1_000L + round), List.of())) {
                    Thread.sleep(0); // somebody has claimed it: again, with that claim
                }
                written.incrementAndGet();
                return Map.entry(0L, 0L);
            }
            while (written.get() < 6 * round) {
                Thread.sleep(1); // so that claims come all the time while the others write
            }
            RunRecord taken = nodes[thread].claim(run, at(2)).orElseThrow();
            held.accumulateAndGet(taken, (one, other) -> one.epoch() > other.epoch() ? one : other);
            return Map.entry(taken.epoch(), stepsBefore(nodes[thread], taken.epoch()));
        });

        assertThat(store.steps(run)).hasSize(300);
        assertThat(seen)
                .allSatisfy(entry -> assertThat(entry.getValue()).isEqualTo(stepsBefore(store, entry.getKey())));
    }

    private static long stepsBefore(JournalStore store, long epoch) {
        return store.steps(new RunId("r-1")).stream()
                .filter(step -> step.epoch() < epoch)
                .count();
    }

    /** Steps come back as they were, in order. */
    @Test
    protected void keepsSteps() {
        RunRecord run = claimed("r-1");
        StepRecord failed = step(run, 2).toBuilder()
                .state(StepState.FAILED)
                .result(null)
                .error("{\"why\":\"?\"}")
                .shape(null)
                .request(null)
                .role(null)
                .policy(null)
                .deployment(null)
                .decision(null)
                .build();
        store.add(failed, List.of());
        store.add(step(run, 1), List.of());

        assertThat(store.steps(run.id())).containsExactly(step(run, 1), failed);
        assertThat(store.step(run.id(), "key-2")).contains(failed);
        assertThat(store.step(run.id(), "key-3")).isEmpty();
        assertThat(store.lastSeq(run.id())).isEqualTo(2);
        assertThat(store.lastSeq(new RunId("nobody"))).isZero();
    }

    /** A step that was begun is ended by the worker or by the next; then it has the place of its end. */
    @Test
    protected void endsAStepThatWasBegun() {
        RunRecord run = claimed("r-1");
        store.add(started(run, 1), List.of(event(run, 2)));
        RunRecord next = store.claim(run.id(), at(5)).orElseThrow();
        StepRecord ended = step(next, 3).toBuilder()
                .key("key-1")
                .kind(started(run, 1).kind())
                .startedAt(at(1))
                .build();
        assertThat(seqs(run, 0, 100)).containsExactly(2L);
        assertThat(store.lastSeq(run.id())).isEqualTo(2);

        assertThat(store.complete(ended, List.of(event(next, 4)))).isTrue();
        assertThat(store.complete(ended.toBuilder().seq(5).build(), List.of())).isFalse();
        assertThat(store.complete(step(next, 6), List.of())).isFalse();

        assertThat(store.steps(run.id())).containsExactly(ended);
        assertThat(seqs(run, 0, 100)).containsExactly(2L, 3L, 4L);
    }

    /** Steps and what happened beside are one row, read on from any place. */
    @Test
    protected void readsWhatHappenedInOrder() {
        RunRecord run = claimed("r-1");
        store.add(run.id(), run.epoch(), List.of(event(run, 1)));
        store.add(step(run, 2), List.of(event(run, 3)));
        store.add(step(run, 4), List.of());
        store.end(end(run, RunStatus.PARKED, null, event(run, 5)));

        assertThat(store.events(run.id(), 0, 100))
                .extracting(EventRecord::seq, EventRecord::type, EventRecord::step, EventRecord::payload)
                .containsExactly(
                        tuple(1L, "ToolCalled", "key-1", "{\"n\":1}"),
                        tuple(2L, EventRecord.STEP_COMPLETED, "key-2", ""),
                        tuple(3L, "ToolCalled", "key-3", "{\"n\":3}"),
                        tuple(4L, EventRecord.STEP_COMPLETED, "key-4", ""),
                        tuple(5L, "ToolCalled", "key-5", "{\"n\":5}"));
        assertThat(store.events(run.id(), 0, 100).get(1).at()).isEqualTo(at(3));
        assertThat(seqs(run, 2, 2)).containsExactly(3L, 4L);
        assertThat(seqs(run, 5, 100)).isEmpty();
    }

    /** A wake-up during the slice shows at its end. */
    @Test
    protected void countsWakeUps() {
        RunRecord run = claimed("r-1");
        store.wake(run.id());
        store.wake(run.id());

        Optional<Long> wakes = store.end(end(run, RunStatus.PARKED, at(500)));

        assertThat(wakes).contains(run.wakes() + 2);
        RunRecord parked = store.run(run.id()).orElseThrow();
        assertThat(parked.wakeAt()).isEqualTo(at(500));
        assertThat(parked.wakes()).isEqualTo(run.wakes() + 2);
        assertThat(parked.epoch()).isEqualTo(run.epoch());
    }

    /** None of many wake-ups is forgotten. */
    @Test
    protected void countsWakeUpsUnderAStorm() {
        RunRecord run = claimed("r-1");
        JournalStore[] nodes = {store, anotherNode(store)};

        Storm.of(16, 20, (thread, round) -> {
            nodes[thread % 2].wake(run.id());
            return round;
        });

        assertThat(store.run(run.id()).orElseThrow().wakes()).isEqualTo(320);
    }

    /** What nobody may know to be due. */
    @Test
    protected void findsDueRuns() {
        store.start(run("ready", null, at(0)));
        store.end(end(claimed("parked"), RunStatus.PARKED, null));
        store.end(end(claimed("timed"), RunStatus.PARKED, at(1_000)));
        store.end(end(claimed("retried"), RunStatus.READY, at(1_000)));
        store.end(end(claimed("woken"), RunStatus.UNCERTAIN, null));
        store.wake(new RunId("woken"));
        RunRecord late = claimed("woken-during-its-slice");
        store.wake(late.id());
        store.end(end(late, RunStatus.PARKED, null));
        store.wake(claimed("running").id());
        RunRecord ended = claimed("ended");
        store.wake(ended.id());
        store.end(end(ended, RunStatus.CANCELLED, null));

        assertThat(due(999)).containsExactly("ready", "woken", "woken-during-its-slice");
        assertThat(due(1_000)).containsExactly("ready", "retried", "timed", "woken", "woken-during-its-slice");
        assertThat(store.due(at(1_000), at(100), 100)).containsExactly(new RunId("ready"));
        assertThat(store.due(at(1_000), at(101), 2)).hasSize(2);
        store.claim(new RunId("woken"), at(200));
        assertThat(due(999)).doesNotContain("woken");
    }

    private List<String> due(long seconds) {
        return store.due(at(seconds), at(9_999), 100).stream().map(RunId::value).toList();
    }

    /** A wish for the end is heard, and ends a rest. */
    @Test
    protected void asksForTheEnd() {
        RunRecord run = claimed("r-1");
        assertThat(store.cancelAsked(run.id())).isFalse();

        assertThat(store.cancel(run.id())).isTrue();
        assertThat(store.cancel(new RunId("nobody"))).isFalse();

        assertThat(store.cancelAsked(run.id())).isTrue();
        assertThat(store.cancelAsked(new RunId("nobody"))).isFalse();
        assertThat(store.end(end(run, RunStatus.PARKED, null))).contains(run.wakes() + 1);
    }

    /** A step asks once. */
    @Test
    protected void asksOnce() {
        RunRecord run = claimed("r-1");
        ApprovalRecord asked = approval(run, "a-1", at(1));
        ApprovalRecord again = asked.toBuilder().id("a-2").build();
        ApprovalRecord later = approval(run, "a-0", at(2));

        assertThat(store.ask(asked, run.epoch(), List.of(event(run, 1)))).isTrue();
        assertThat(store.ask(again, run.epoch(), List.of(event(run, 2)))).isTrue();
        assertThat(store.ask(later, run.epoch(), List.of(event(run, 3)))).isTrue();

        assertThat(store.approval("a-1")).contains(asked);
        assertThat(store.approval("a-2")).isEmpty();
        assertThat(store.approvals(run.id())).containsExactly(asked, later);
        assertThat(store.pending(1)).containsExactly(asked);
        assertThat(seqs(run, 0, 100)).containsExactly(1L, 3L);
    }

    /** Of fifty decisions one counts, and wakes the run once. */
    @Test
    protected void decidesOnce() {
        RunRecord run = claimed("r-1");
        ApprovalRecord asked = approval(run, "a-1", at(1));
        store.ask(asked, run.epoch(), List.of());
        JournalStore[] nodes = {store, anotherNode(store)};

        List<String> counted = Storm.of(
                        50,
                        1,
                        (thread, round) -> nodes[thread % 2].decide(decided(asked, "p-" + thread)) ? "p-" + thread : "")
                .stream()
                .filter(name -> !name.isEmpty())
                .toList();

        assertThat(counted).hasSize(1);
        assertThat(store.approval("a-1")).contains(decided(asked, counted.get(0)));
        assertThat(store.pending(10)).isEmpty();
        assertThat(store.run(run.id()).orElseThrow().wakes()).isEqualTo(run.wakes() + 1);
        assertThat(store.decide(decided(approval(run, "nothing", at(1)), "kim")))
                .isFalse();
    }

    /** Signals are numbered by name, and come in the order in which they were given. */
    @Test
    protected void numbersSignals() {
        RunRecord run = claimed("r-1");
        store.signal(run.id(), "go", "\"1\"", at(3));
        store.signal(run.id(), "stop", "\"2\"", at(2));
        store.signal(run.id(), "go", "\"3\"", at(1));

        assertThat(store.signals(run.id()))
                .containsExactly(
                        new SignalRecord(run.id(), "go", 1, "\"1\"", at(3)),
                        new SignalRecord(run.id(), "stop", 1, "\"2\"", at(2)),
                        new SignalRecord(run.id(), "go", 2, "\"3\"", at(1)));
        assertThat(store.signal(new RunId("nobody"), "go", "1", at(1))).isFalse();
        assertThat(store.end(end(run, RunStatus.PARKED, null))).contains(run.wakes() + 3);
    }

    /** Many at once leave no number out and give none twice. */
    @Test
    protected void numbersSignalsUnderAStorm() {
        RunRecord run = claimed("r-1");
        JournalStore[] nodes = {store, anotherNode(store)};

        Storm.of(16, 10, (thread, round) -> nodes[thread % 2].signal(run.id(), "go", "" + thread, at(round)));

        assertThat(store.signals(run.id()))
                .extracting(SignalRecord::number)
                .isEqualTo(IntStream.rangeClosed(1, 160).boxed().toList());
        assertThat(store.run(run.id()).orElseThrow().wakes()).isEqualTo(run.wakes() + 160);
    }

    /** All steps together, to the last digit. */
    @Test
    protected void addsUpWhatWasUsed() {
        RunRecord run = claimed("r-1");
        for (int seq = 1; seq <= 3; seq++) {
            store.add(
                    step(run, seq).toBuilder()
                            .use(new StepUse(seq, 10, 1L << 60))
                            .build(),
                    List.of());
        }

        assertThat(store.use(run.id())).isEqualTo(new StepUse(6, 30, 3 * (1L << 60)));
        assertThat(store.use(new RunId("nobody"))).isEqualTo(StepUse.NONE);
    }

    /** A new run begins with what another has done, and goes another way from there. */
    @Test
    protected void forks() {
        RunRecord source = claimed("r-1");
        store.add(started(source, 1), List.of());
        store.add(step(source, 2), List.of(event(source, 3)));
        store.add(
                step(source, 4).toBuilder()
                        .state(StepState.FAILED)
                        .result(null)
                        .error("\"x\"")
                        .build(),
                List.of());
        store.add(step(source, 5), List.of());
        RunRecord target = run("r-2", null, at(9));

        store.fork(new Fork(target, source.id(), 4, "\"better\""));

        StepRecord kept = step(source, 2).toBuilder()
                .run(target.id())
                .use(StepUse.NONE)
                .epoch(0)
                .build();
        StepRecord replaced = step(source, 4).toBuilder()
                .run(target.id())
                .use(StepUse.NONE)
                .epoch(0)
                .result("\"better\"")
                .build();
        assertThat(store.run(target.id())).contains(target);
        assertThat(store.steps(target.id())).containsExactly(kept, replaced);
        assertThat(store.steps(source.id())).hasSize(4);
        assertThat(store.use(target.id())).isEqualTo(StepUse.NONE);
        RunRecord held = store.claim(target.id(), at(10)).orElseThrow();
        assertThat(store.add(step(held, 5), List.of())).isTrue();
    }

    /** They are of calls that the fork may make again itself. */
    @Test
    protected void forksWithoutWhatFailedAttemptsCost() {
        RunRecord source = claimed("r-1");
        store.add(step(source, 1).toBuilder().kind(StepKind.COST).build(), List.of());
        store.add(step(source, 2), List.of());
        RunRecord target = run("r-2", null, at(9));

        store.fork(new Fork(target, source.id(), 2, null));

        assertThat(store.steps(target.id())).extracting(StepRecord::seq).containsExactly(2L);
    }

    /** A fork that cannot be made leaves nothing. */
    @Test
    protected void refusesForksThatReplaceNothing() {
        RunRecord source = claimed("r-1");
        store.add(step(source, 1), List.of(event(source, 2)));
        Fork fork = new Fork(run("r-2", null, at(9)), source.id(), 2, "\"better\"");

        assertThatThrownBy(() -> store.fork(fork))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("r-1")
                .hasMessageContaining("place 2");
        assertThatThrownBy(() -> store.fork(new Fork(run("r-1", null, at(9)), source.id(), 1, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("r-1");

        assertThat(store.run(new RunId("r-2"))).isEmpty();
        assertThat(store.run(source.id())).contains(source);
    }

    /** What was asked long ago is forgotten; what came of it stays. */
    @Test
    protected void forgetsRequests() {
        RunRecord run = claimed("r-1");
        for (int seq = 1; seq <= 3; seq++) {
            store.add(step(run, seq), List.of());
        }
        store.add(started(run, 4), List.of());
        Instant thirdEnded = at(4);

        assertThat(store.forgetRequestsBefore(thirdEnded)).isEqualTo(2);
        assertThat(store.forgetRequestsBefore(thirdEnded)).isZero();

        assertThat(store.steps(run.id()))
                .extracting(StepRecord::request)
                .containsExactly(
                        null, null, step(run, 3).request(), started(run, 4).request());
        assertThat(store.steps(run.id()).get(0).result()).isEqualTo(step(run, 1).result());
    }

    /** What a person has decided about is forgotten once nobody needs it any more. */
    @Test
    protected void forgetsArgumentsOfApprovals() {
        RunRecord run = claimed("r-1");
        store.add(step(run, 1), List.of());
        store.add(started(run, 2), List.of());
        List.of("key-1", "key-1!again", "key-2", "key-11").forEach(step -> decide(run, step));
        store.ask(asked(run, "key-1!open"), run.epoch(), List.of());
        RunRecord over = claimed("r-2");
        store.ask(asked(over, "key-3"), over.epoch(), List.of());
        store.end(end(over, RunStatus.CANCELLED, null));

        assertThat(store.forgetRequestsBefore(at(2))).isZero();
        assertThat(store.forgetRequestsBefore(at(101))).isEqualTo(4);
        assertThat(store.forgetRequestsBefore(at(101))).isZero();

        assertThat(store.approvals(run.id()))
                .extracting(ApprovalRecord::step, ApprovalRecord::arguments, ApprovalRecord::edited)
                .containsExactlyInAnyOrder(
                        tuple("key-1", "", null),
                        tuple("key-1!again", "", null),
                        tuple("key-1!open", "{\"amount\":120}", null),
                        tuple("key-2", "{\"amount\":120}", "{\"amount\":80}"),
                        tuple("key-11", "{\"amount\":120}", "{\"amount\":80}"));
        assertThat(store.approvals(run.id()).get(0))
                .isEqualTo(decided(asked(run, "key-1"), "kim").toBuilder()
                        .arguments("")
                        .edited(null)
                        .build());
        assertThat(store.approvals(over.id()))
                .extracting(ApprovalRecord::arguments)
                .containsExactly("");
    }

    private void decide(RunRecord run, String step) {
        ApprovalRecord asked = asked(run, step);
        store.ask(asked, run.epoch(), List.of());
        store.decide(decided(asked, "kim"));
    }

    private static ApprovalRecord asked(RunRecord run, String step) {
        return approval(run, step, at(1)).toBuilder().step(step).build();
    }

    /** A parent that has not ended may not have heard yet what came of its child. */
    @Test
    protected void keepsEndedChildrenOfRunsThatHaveNotEnded() {
        RunRecord parent = claimed("parent");
        RunRecord child =
                run("child", null, at(0)).toBuilder().parent(parent.id()).build();
        store.start(child);
        RunRecord claimed = store.claim(child.id(), at(1)).orElseThrow();
        store.end(end(claimed, RunStatus.SUCCEEDED, null));

        assertThat(store.deleteEndedBefore(at(1_000), 10)).isZero();
        store.end(end(parent, RunStatus.SUCCEEDED, null));

        assertThat(store.deleteEndedBefore(at(1_000), 10)).isEqualTo(2);
    }

    /** Runs go with all they did, once they have ended long ago. */
    @Test
    protected void deletesEndedRuns() {
        for (String id : List.of("r-1", "r-2")) {
            RunRecord run = claimed(id);
            store.add(step(run, 1), List.of(event(run, 2)));
            store.ask(approval(run, "a-" + id, at(1)), run.epoch(), List.of());
            store.signal(run.id(), "go", "1", at(1));
            store.end(end(run, RunStatus.FAILED, null));
        }
        RunRecord running = claimed("running");
        store.add(step(running, 1), List.of());

        assertThat(store.deleteEndedBefore(at(100), 10)).isZero();
        assertThat(store.deleteEndedBefore(at(101), 1)).isEqualTo(1);
        assertThat(store.deleteEndedBefore(at(101), 10)).isEqualTo(1);

        assertThat(store.runs(RunQuery.ALL, 10)).extracting(RunRecord::id).containsExactly(running.id());
        RunId gone = new RunId("r-1");
        assertThat(store.steps(gone)).isEmpty();
        assertThat(store.events(gone, 0, 10)).isEmpty();
        assertThat(store.approvals(gone)).isEmpty();
        assertThat(store.signals(gone)).isEmpty();
        assertThat(store.steps(running.id())).hasSize(1);
    }
}
