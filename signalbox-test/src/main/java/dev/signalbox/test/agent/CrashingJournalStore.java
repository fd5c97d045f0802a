package dev.signalbox.test.agent;

import dev.signalbox.agent.journal.ApprovalRecord;
import dev.signalbox.agent.journal.EventRecord;
import dev.signalbox.agent.journal.Fork;
import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunQuery;
import dev.signalbox.agent.journal.RunRecord;
import dev.signalbox.agent.journal.SignalRecord;
import dev.signalbox.agent.journal.SliceEndRecord;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.journal.StepState;
import dev.signalbox.agent.journal.StepUse;
import dev.signalbox.test.agent.KillPoint.Moment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One process's way to a journal, that ends with the process: at a certain write it is killed, and whatever it asks for after
 * that fails too. The next process has a way of its own, over the same store. Thread-safe.
 */
public final class CrashingJournalStore implements JournalStore {

    private final JournalStore store;
    private final KillPoint point;
    private final BooleanSupplier counts;
    private final AtomicInteger writes;
    private final Queue<StepRecord> repeated = new ConcurrentLinkedQueue<>();
    private volatile boolean dead;

    /** Kills at that point. */
    public CrashingJournalStore(JournalStore store, KillPoint point) {
        this(store, point, () -> true, new AtomicInteger());
    }

    /**
     * Counts on from the processes before.
     *
     * @param counts whether what is read and written now is read and written by the process, and not from outside
     */
    CrashingJournalStore(JournalStore store, KillPoint point, BooleanSupplier counts, AtomicInteger writes) {
        this.store = store;
        this.point = point;
        this.counts = counts;
        this.writes = writes;
    }

    /** How many writes were tried. */
    public int writes() {
        return writes.get();
    }

    /** Whether the process has been killed. */
    public boolean dead() {
        return dead;
    }

    /**
     * The steps that were done again, though they were recorded when their slice began; the journal has refused to record
     * them twice. What a slice had in flight when the next one took over is none of them.
     */
    public List<StepRecord> repeated() {
        return List.copyOf(repeated);
    }

    /** Kills at once. */
    void kill() {
        dead = true;
    }

    /**
     * Whether the process lives.
     *
     * @throws ProcessKilled if not
     */
    void check() {
        if (dead) {
            throw new ProcessKilled(point.toString());
        }
    }

    private <T> T read(Supplier<T> reading) {
        if (counts.getAsBoolean()) {
            check();
        }
        return reading.get();
    }

    private <T> T write(Supplier<T> writing) {
        if (!counts.getAsBoolean()) {
            return writing.get();
        }
        check();
        boolean here = writes.incrementAndGet() == point.write();
        killIf(here && point.moment() == Moment.BEFORE);
        T written = writing.get();
        killIf(here);
        return written;
    }

    private void killIf(boolean now) {
        dead |= now;
        check();
    }

    private void tell(Runnable writing) {
        Boolean unused = write(
                () -> { // nothing comes of it
                    writing.run();
                    return true;
                });
    }

    @Override
    public RunRecord start(RunRecord run) {
        return write(() -> store.start(run));
    }

    @Override
    public Optional<RunRecord> run(RunId id) {
        return read(() -> store.run(id));
    }

    @Override
    public List<RunRecord> runs(RunQuery query, int max) {
        return read(() -> store.runs(query, max));
    }

    @Override
    public List<RunId> due(Instant now, Instant untouchedSince, int max) {
        return read(() -> store.due(now, untouchedSince, max));
    }

    @Override
    public Optional<RunRecord> claim(RunId id, Instant now) {
        return write(() -> store.claim(id, now));
    }

    @Override
    public List<StepRecord> steps(RunId id) {
        return read(() -> store.steps(id));
    }

    @Override
    public long lastSeq(RunId id) {
        return read(() -> store.lastSeq(id));
    }

    @Override
    public boolean add(StepRecord step, List<EventRecord> events) {
        return write(() -> kept(store.add(step, events), step));
    }

    @Override
    public boolean complete(StepRecord step, List<EventRecord> events) {
        return write(() -> kept(store.complete(step, events), step));
    }

    private boolean kept(boolean ours, StepRecord step) {
        if (!ours) {
            store.step(step.run(), step.key())
                    .filter(known -> known.state() != StepState.STARTED && known.epoch() <= step.epoch())
                    .ifPresent(repeated::add);
        }
        return ours;
    }

    @Override
    public boolean add(RunId run, long epoch, List<EventRecord> events) {
        return write(() -> store.add(run, epoch, events));
    }

    @Override
    public Optional<Long> end(SliceEndRecord end) {
        return write(() -> store.end(end));
    }

    @Override
    public void wake(RunId id) {
        tell(() -> store.wake(id));
    }

    @Override
    public boolean cancel(RunId id) {
        return write(() -> store.cancel(id));
    }

    @Override
    public boolean cancelAsked(RunId id) {
        return read(() -> store.cancelAsked(id));
    }

    @Override
    public boolean ask(ApprovalRecord approval, long epoch, List<EventRecord> events) {
        return write(() -> store.ask(approval, epoch, events));
    }

    @Override
    public Optional<ApprovalRecord> approval(String id) {
        return read(() -> store.approval(id));
    }

    @Override
    public List<ApprovalRecord> approvals(RunId run) {
        return read(() -> store.approvals(run));
    }

    @Override
    public List<ApprovalRecord> pending(int max) {
        return read(() -> store.pending(max));
    }

    @Override
    public boolean decide(ApprovalRecord decided) {
        return write(() -> store.decide(decided));
    }

    @Override
    public boolean signal(RunId run, String name, String payload, Instant at) {
        return write(() -> store.signal(run, name, payload, at));
    }

    @Override
    public List<SignalRecord> signals(RunId run) {
        return read(() -> store.signals(run));
    }

    @Override
    public List<EventRecord> events(RunId run, long after, int max) {
        return read(() -> store.events(run, after, max));
    }

    @Override
    public Optional<StepRecord> step(RunId run, String key) {
        return read(() -> store.step(run, key));
    }

    @Override
    public StepUse use(RunId run) {
        return read(() -> store.use(run));
    }

    @Override
    public Optional<String> memory(String id) {
        return read(() -> store.memory(id));
    }

    @Override
    public void memory(String id, @Nullable String messages) {
        tell(() -> store.memory(id, messages));
    }

    @Override
    public void fork(Fork fork) {
        tell(() -> store.fork(fork));
    }

    @Override
    public long forgetRequestsBefore(Instant time) {
        return write(() -> store.forgetRequestsBefore(time));
    }

    @Override
    public long deleteEndedBefore(Instant time, int max) {
        return write(() -> store.deleteEndedBefore(time, max));
    }

    @Override
    public <T> T transaction(Supplier<T> work) {
        return write(() -> store.transaction(work));
    }

    @Override
    public Optional<DataSource> dataSource() {
        return store.dataSource();
    }
}
