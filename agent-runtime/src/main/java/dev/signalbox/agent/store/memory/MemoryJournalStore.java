package dev.signalbox.agent.store.memory;

import dev.signalbox.agent.journal.ApprovalRecord;
import dev.signalbox.agent.journal.EventRecord;
import dev.signalbox.agent.journal.Fork;
import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunQuery;
import dev.signalbox.agent.journal.RunRecord;
import dev.signalbox.agent.journal.SignalRecord;
import dev.signalbox.agent.journal.SliceEndRecord;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.journal.StepState;
import dev.signalbox.agent.journal.StepUse;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps journals in memory, for tests and for runs that need not outlive their process. It knows no transactions. Thread-safe.
 */
public final class MemoryJournalStore implements JournalStore {

    private static final Comparator<RunRecord> OLDEST_FIRST = Comparator.comparing(RunRecord::age);

    private final Map<RunId, MemoryRun> runs = new HashMap<>();
    private final Map<String, ApprovalRecord> approvals = new LinkedHashMap<>();
    private final Map<String, String> memories = new HashMap<>();

    @Override
    public synchronized RunRecord start(RunRecord run) {
        MemoryRun known = runs.get(run.id());
        return Stream.concat(Stream.ofNullable(known), runs.values().stream())
                .map(MemoryRun::row)
                .filter(row -> row.id().equals(run.id()) || sameKey(row, run))
                .findFirst()
                .orElseGet(() -> {
                    runs.put(run.id(), new MemoryRun(run));
                    return run;
                });
    }

    private static boolean sameKey(RunRecord one, RunRecord other) {
        return one.startKey() != null && one.startKey().equals(other.startKey());
    }

    @Override
    public synchronized Optional<RunRecord> run(RunId id) {
        return found(id).map(MemoryRun::row);
    }

    private Optional<MemoryRun> found(RunId id) {
        return Optional.ofNullable(runs.get(id));
    }

    private Optional<MemoryRun> unended(RunId id) {
        return found(id).filter(run -> !run.row().status().ended());
    }

    private Optional<MemoryRun> held(RunId id, long epoch) {
        return found(id).filter(run -> run.heldBy(epoch));
    }

    @Override
    public synchronized List<RunRecord> runs(RunQuery query, int max) {
        return runs.values().stream()
                .map(MemoryRun::row)
                .filter(run -> matches(query, run))
                .sorted(OLDEST_FIRST.reversed())
                .limit(max)
                .toList();
    }

    private static boolean matches(RunQuery query, RunRecord run) {
        return same(query.program(), run.program())
                && same(query.tenant(), run.tenant())
                && same(query.parent(), run.parent())
                && (query.statuses().isEmpty() || query.statuses().contains(run.status()))
                && before(run.createdAt(), query.createdBefore())
                && before(run.age(), query.olderThan())
                && before(run.updatedAt(), query.updatedBefore());
    }

    private static boolean same(@Nullable Object wanted, @Nullable Object is) {
        return wanted == null || wanted.equals(is);
    }

    private static <T extends Comparable<T>> boolean before(T is, @Nullable T end) {
        return end == null || is.compareTo(end) < 0;
    }

    @Override
    public synchronized List<RunId> due(Instant now, Instant untouchedSince, int max) {
        return runs.values().stream()
                .filter(run -> run.due(now) && run.row().updatedAt().isBefore(untouchedSince))
                .map(MemoryRun::row)
                .sorted(OLDEST_FIRST)
                .limit(max)
                .map(RunRecord::id)
                .toList();
    }

    @Override
    public synchronized Optional<RunRecord> claim(RunId id, Instant now) {
        return unended(id).map(run -> run.claim(now));
    }

    @Override
    public synchronized List<StepRecord> steps(RunId id) {
        return found(id).map(MemoryRun::steps).orElse(List.of());
    }

    @Override
    public synchronized long lastSeq(RunId id) {
        return found(id).map(MemoryRun::lastSeq).orElse(0L);
    }

    @Override
    public synchronized boolean add(StepRecord step, List<EventRecord> events) {
        Optional<MemoryRun> run =
                held(step.run(), step.epoch()).filter(held -> held.step(step.key()) == null && held.free(step, events));
        run.ifPresent(held -> put(held, step, events));
        return run.isPresent();
    }

    @Override
    public synchronized boolean complete(StepRecord step, List<EventRecord> events) {
        Optional<MemoryRun> run = held(step.run(), step.epoch())
                .filter(held -> started(held.step(step.key())) && held.free(step, events));
        run.ifPresent(held -> put(held, step, events));
        return run.isPresent();
    }

    private static boolean started(@Nullable StepRecord step) {
        return step != null && step.state() == StepState.STARTED;
    }

    private static void put(MemoryRun run, StepRecord step, List<EventRecord> events) {
        run.put(step);
        run.put(events);
    }

    @Override
    public synchronized boolean add(RunId id, long epoch, List<EventRecord> events) {
        Optional<MemoryRun> run = held(id, epoch).filter(held -> held.free(null, events));
        run.ifPresent(held -> held.put(events));
        return run.isPresent();
    }

    @Override
    public synchronized Optional<Long> end(SliceEndRecord end) {
        Optional<MemoryRun> run = held(end.run(), end.epoch()).filter(held -> held.free(null, end.events()));
        run.ifPresent(held -> {
            held.put(end.events());
            held.end(end);
            memories.putAll(end.memories());
        });
        return run.map(held -> held.row().wakes());
    }

    @Override
    public synchronized void wake(RunId id) {
        found(id).ifPresent(MemoryRun::wake);
    }

    @Override
    public synchronized boolean cancel(RunId id) {
        Optional<MemoryRun> run = unended(id);
        run.ifPresent(unended -> {
            unended.cancel();
            unended.wake();
        });
        return run.isPresent();
    }

    @Override
    public synchronized boolean cancelAsked(RunId id) {
        return found(id).map(run -> run.row().cancelAsked()).orElse(false);
    }

    @Override
    public synchronized boolean ask(ApprovalRecord approval, long epoch, List<EventRecord> events) {
        Optional<MemoryRun> run = held(approval.run(), epoch);
        boolean asked = approvals(approval.run()).stream()
                .anyMatch(known -> known.step().equals(approval.step()));
        if (run.isPresent() && !asked) {
            if (!run.get().free(null, events)) {
                return false;
            }
            approvals.putIfAbsent(approval.id(), approval);
            run.get().put(events);
        }
        return run.isPresent();
    }

    @Override
    public synchronized Optional<ApprovalRecord> approval(String id) {
        return Optional.ofNullable(approvals.get(id));
    }

    @Override
    public synchronized List<ApprovalRecord> approvals(RunId run) {
        return approvals.values().stream()
                .filter(approval -> approval.run().equals(run))
                .sorted(Comparator.comparing(ApprovalRecord::askedAt))
                .toList();
    }

    @Override
    public synchronized List<ApprovalRecord> pending(int max) {
        return approvals.values().stream()
                .filter(approval ->
                        !approval.decided() && unended(approval.run()).isPresent())
                .sorted(Comparator.comparing(ApprovalRecord::askedAt))
                .limit(max)
                .toList();
    }

    @Override
    public synchronized boolean decide(ApprovalRecord decided) {
        ApprovalRecord asked = approvals.get(decided.id());
        if (asked == null || asked.decided()) {
            return false;
        }
        approvals.put(
                asked.id(),
                asked.toBuilder()
                        .decision(decided.decision())
                        .decidedBy(decided.decidedBy())
                        .decidedAt(decided.decidedAt())
                        .edited(decided.edited())
                        .answer(decided.answer())
                        .always(decided.always())
                        .build());
        wake(asked.run());
        return true;
    }

    @Override
    public synchronized boolean signal(RunId id, String name, String payload, Instant at) {
        Optional<MemoryRun> run = unended(id);
        run.ifPresent(unended -> {
            unended.signal(name, payload, at);
            unended.wake();
        });
        return run.isPresent();
    }

    @Override
    public synchronized List<SignalRecord> signals(RunId run) {
        return found(run).map(MemoryRun::signals).orElse(List.of());
    }

    @Override
    public synchronized List<EventRecord> events(RunId run, long after, int max) {
        return found(run).map(known -> known.events(after, max)).orElse(List.of());
    }

    @Override
    public synchronized Optional<StepRecord> step(RunId run, String key) {
        return found(run).map(known -> known.step(key));
    }

    @Override
    public synchronized StepUse use(RunId run) {
        return found(run).map(MemoryRun::use).orElse(StepUse.NONE);
    }

    @Override
    public synchronized Optional<String> memory(String id) {
        return Optional.ofNullable(memories.get(id));
    }

    @Override
    public synchronized void memory(String id, @Nullable String messages) {
        if (messages == null) {
            memories.remove(id);
        } else {
            memories.put(id, messages);
        }
    }

    @Override
    public synchronized void fork(Fork fork) {
        List<StepRecord> copies = steps(fork.source()).stream()
                .filter(step ->
                        step.seq() <= fork.until() && step.state() != StepState.STARTED && step.kind() != StepKind.COST)
                .map(step -> copy(fork, step))
                .toList();
        if (fork.result() != null && copies.stream().noneMatch(step -> step.seq() == fork.until())) {
            throw fork.nothingToReplace();
        }
        if (start(fork.run()) != fork.run()) {
            throw fork.known();
        }
        MemoryRun run = Objects.requireNonNull(runs.get(fork.run().id()));
        copies.forEach(run::put);
    }

    private static StepRecord copy(Fork fork, StepRecord step) {
        StepRecord.StepRecordBuilder copy = step.toBuilder()
                .run(fork.run().id())
                .use(StepUse.NONE)
                .epoch(fork.run().epoch());
        if (fork.result() != null && step.seq() == fork.until()) {
            copy.state(StepState.DONE).result(fork.result()).error(null);
        }
        return copy.build();
    }

    @Override
    public synchronized long forgetRequestsBefore(Instant time) {
        List<ApprovalRecord> old = approvals.values().stream()
                .filter(approval -> !approval.arguments().isEmpty() && notNeededSince(approval, time))
                .toList();
        old.forEach(approval -> approvals.put(approval.id(), approval.forgotten()));
        return old.size()
                + runs.values().stream()
                        .mapToLong(run -> run.forgetRequestsBefore(time))
                        .sum();
    }

    private boolean notNeededSince(ApprovalRecord approval, Instant time) {
        MemoryRun run = Objects.requireNonNull(runs.get(approval.run()));
        boolean over = run.row().status().ended() && run.row().updatedAt().isBefore(time);
        return over || approval.decided() && run.hadEnded(approval.step(), time);
    }

    private boolean isAwaited(RunRecord run) {
        MemoryRun parent = run.parent() == null ? null : runs.get(run.parent());
        return parent != null && !parent.row().status().ended();
    }

    @Override
    public synchronized long deleteEndedBefore(Instant time, int max) {
        List<RunId> old = runs.values().stream()
                .map(MemoryRun::row)
                .filter(run -> run.status().ended() && run.updatedAt().isBefore(time))
                .filter(run -> !isAwaited(run))
                .sorted(OLDEST_FIRST)
                .limit(max)
                .map(RunRecord::id)
                .toList();
        old.forEach(runs::remove);
        Collection<ApprovalRecord> questions = approvals.values();
        questions.removeIf(approval -> old.contains(approval.run()));
        return old.size();
    }

    @Override
    public <T> T transaction(Supplier<T> work) {
        throw new UnsupportedOperationException("A journal in memory knows no transactions. Tools whose effect is"
                + " TRANSACTIONAL need one in a database: use a JdbcJournalStore over the data source they write to.");
    }

    @Override
    public Optional<DataSource> dataSource() {
        return Optional.empty();
    }
}
