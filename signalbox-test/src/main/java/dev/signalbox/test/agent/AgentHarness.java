package dev.signalbox.test.agent;

import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.AgentRuntime;
import dev.signalbox.agent.AgentRuntimeBuilder;
import dev.signalbox.agent.RunHandle;
import dev.signalbox.agent.RunView;
import dev.signalbox.agent.approval.Decision;
import dev.signalbox.agent.journal.ApprovalRecord;
import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunQuery;
import dev.signalbox.agent.journal.RunRecord;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.store.memory.MemoryJournalStore;
import dev.signalbox.test.FakeClock;
import dev.signalbox.test.FakeClockwork;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A runtime in a test: everything happens on the test's thread, at a clock that is advanced by hand, over a journal that
 * outlives the runtime.
 *
 * <pre>{@code
 * var harness = AgentHarness.of(runtime -> runtime.program(new TripDesk()).model(model));
 * var run = harness.start(TripDesk.class, request);
 * harness.advance(Duration.ofDays(1));
 * harness.restart();
 * assertThat(run).succeeded().hasSteps(StepKind.TOOL, "book", 1);
 * }</pre>
 *
 * <p>It brings journal, dispatcher, clock, randomness and listener along, whatever the runtime is set up with. Branches
 * follow each other, unless it is set up with an executor.
 */
public final class AgentHarness implements AutoCloseable {

    private static final int MANY = 100_000;
    private static final Set<RunStatus> OPEN =
            EnumSet.of(RunStatus.READY, RunStatus.RUNNING, RunStatus.PARKED, RunStatus.UNCERTAIN);

    private final JournalStore store;
    private final Function<AgentHarness, CrashingJournalStore> processes;
    private final UnaryOperator<AgentRuntimeBuilder> setup;
    private final FakeClockwork time = new FakeClockwork();
    private final FakeClock clock = time.clock();
    private final RandomGenerator randomness;
    private final HarnessDispatcher dispatcher = new HarnessDispatcher(clock, this::open);
    private Function<ApprovalRecord, @Nullable Decision> person = question -> null;
    private CrashingJournalStore process;
    private StepWatch watch;
    private @Nullable AgentRuntime runtime;

    AgentHarness(
            JournalStore store,
            Function<AgentHarness, CrashingJournalStore> processes,
            UnaryOperator<AgentRuntimeBuilder> setup) {
        this.store = store;
        this.processes = processes;
        this.setup = setup;
        // Always the same, but for other ids than those of the runs that are there.
        this.randomness = new Random(store.runs(RunQuery.ALL, MANY).size());
        open();
    }

    /** A runtime over a journal in memory. */
    public static AgentHarness of(UnaryOperator<AgentRuntimeBuilder> setup) {
        return over(new MemoryJournalStore(), setup);
    }

    /** A runtime over that journal. */
    public static AgentHarness over(JournalStore store, UnaryOperator<AgentRuntimeBuilder> setup) {
        return new AgentHarness(
                store,
                self -> new CrashingJournalStore(store, KillPoint.NEVER, self::working, new AtomicInteger()),
                setup);
    }

    private void open() {
        if (runtime != null) {
            runtime.close();
        }
        process = processes.apply(this);
        watch = new StepWatch(process);
        AgentRuntime next = setup.apply(
                        AgentRuntime.builder().executor(time.clockwork().executor()))
                .journal(process)
                .dispatcher(dispatcher)
                .clock(clock)
                .randomness(randomness)
                .watch(watch)
                .build();
        runtime = next;
        next.start();
        store.runs(RunQuery.builder().statuses(OPEN).build(), MANY).forEach(this::queue);
        Instant soon = clock.instant().plusSeconds(1);
        store.due(clock.instant(), soon, MANY).forEach(dispatcher::wake);
    }

    /** As a database's queue has it after the end of a process. */
    private void queue(RunRecord run) {
        if (run.status() == RunStatus.RUNNING) {
            dispatcher.submit(run.id(), clock.instant());
        } else if (run.wakeAt() != null) {
            dispatcher.submit(run.id(), run.wakeAt());
        }
    }

    /** The runtime, until the next restart. */
    public AgentRuntime runtime() {
        return Objects.requireNonNull(runtime);
    }

    /** What time it is. */
    public FakeClock clock() {
        return clock;
    }

    /** Ends the process as {@code kill -9} does, and begins a new one over the same journal. */
    public void restart() {
        process.kill();
        open();
    }

    /** Starts a run and works on it as far as it gets. */
    public <I, O> RunHandle<O> start(Class<? extends AgentProgram<I, O>> program, I input) {
        return runtime().start(program, input);
    }

    /** Lets time pass, and works on whatever falls due on the way, at its time. */
    public void advance(Duration by) {
        Instant end = clock.instant().plus(by);
        dispatcher.run();
        for (Optional<Instant> next = due();
                next.filter(time -> !time.isAfter(end)).isPresent();
                next = due()) {
            goTo(next.get());
        }
        goTo(end);
    }

    private void goTo(Instant time) {
        Duration wait = Duration.between(clock.instant(), time);
        clock.advance(wait.isNegative() ? Duration.ZERO : wait);
        dispatcher.run();
    }

    /** The next time at which something is due. */
    private Optional<Instant> due() {
        Stream<Instant> rests = store.runs(RunQuery.builder().statuses(OPEN).build(), MANY).stream()
                .map(RunRecord::wakeAt)
                .filter(Objects::nonNull);
        return Stream.concat(rests, dispatcher.next().stream())
                .filter(time -> time.isAfter(clock.instant()))
                .min(Instant::compareTo);
    }

    /** Who decides what runs ask, in {@link #runToEnd}; nobody unless given. Who answers {@code null} leaves it open. */
    public AgentHarness decideBy(Function<ApprovalRecord, @Nullable Decision> whoever) {
        person = whoever;
        return this;
    }

    /**
     * Starts a run and sees to its end.
     *
     * @throws AssertionError if it waits for something that neither time nor a person brings, or ends without output
     */
    public <I, O> O runToEnd(Class<? extends AgentProgram<I, O>> program, I input) {
        return runToEnd(start(program, input));
    }

    /**
     * Sees to the end of a run: lets as much time pass as it waits for, and has its questions decided.
     *
     * @return what came of it
     * @throws AssertionError if it waits for something that neither time nor a person brings, or ends without output
     */
    public <O> O runToEnd(RunHandle<O> run) {
        for (int turn = 0; turn < MANY && !run.status().ended(); turn++) {
            if (!decided()) {
                goTo(due().orElseThrow(() -> new AssertionError("Run " + run.id() + " does not end. It is "
                        + run.status() + ": " + run.view().error())));
            }
        }
        return output(run);
    }

    private boolean decided() {
        boolean any = false;
        for (ApprovalRecord question : store.pending(MANY)) {
            Decision decision = person.apply(question);
            any |= decision != null && runtime().decide(question.id(), decision);
        }
        return any;
    }

    private static <O> O output(RunHandle<O> run) {
        try {
            return run.await(Duration.ZERO);
        } catch (TimeoutException | RuntimeException e) {
            throw new AssertionError(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    /**
     * Starts a run, sees to its end, and runs it once more with what its journal then has, as a restart would. Nothing may be
     * asked or done again, no prompt may have changed, and the output has to be the same.
     *
     * @return what came of it
     * @throws AssertionError if it did something else the second time, saying what, or did not end the first time
     */
    public <I, O> O replayTwice(Class<? extends AgentProgram<I, O>> program, I input) {
        RunHandle<O> run = start(program, input);
        O output = runToEnd(run);
        List<StepRecord> steps = runtime().steps(run.id());
        if (!steps.isEmpty()) {
            replay(run.view(), steps);
        }
        return output;
    }

    private void replay(RunView first, List<StepRecord> steps) {
        Replay replay = new Replay(first, steps);
        watch.watch(replay);
        try {
            RunId second =
                    runtime().fork(first.id(), steps.get(steps.size() - 1).seq());
            replay.end(runtime().find(second).orElseThrow());
        } finally {
            watch.watch(null);
        }
    }

    /** Ends the process. */
    @Override
    public void close() {
        runtime().close();
    }

    JournalStore store() {
        return store;
    }

    boolean working() {
        return dispatcher.working();
    }
}
