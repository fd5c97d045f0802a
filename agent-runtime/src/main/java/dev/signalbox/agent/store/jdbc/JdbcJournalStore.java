package dev.signalbox.agent.store.jdbc;

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
import dev.signalbox.agent.journal.StepUse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Journals in the tables {@code agent_…} of a database. A step is one statement, which looks after the worker's hold on the run
 * as it writes. SQLite has one writer at a time: whoever writes to it outside of {@link #transaction}, while the same thread has
 * a transaction open that has written to the file, waits for itself until the time-out.
 */
public final class JdbcJournalStore implements JournalStore {

    private static final Predicate<Boolean> IF_TRUE = Boolean::booleanValue;

    private final JournalDatabase database;
    private final RunTable runs;
    private final HeldWrites held;

    /** Uses that database. */
    public JdbcJournalStore(JournalDatabase database) {
        this.database = database;
        this.runs = new RunTable(database.dialect());
        this.held = new HeldWrites(database);
    }

    @Override
    public RunRecord start(RunRecord run) {
        if (database.write("write a run", jdbc -> runs.insert(jdbc, run))) {
            return run;
        }
        return database.read("read a run", jdbc -> runs.findLike(jdbc, run)).orElseGet(() -> start(run));
    }

    @Override
    public Optional<RunRecord> run(RunId id) {
        return database.read("read a run", jdbc -> runs.find(jdbc, id));
    }

    @Override
    public List<RunRecord> runs(RunQuery query, int max) {
        return database.read("list runs", jdbc -> runs.find(jdbc, query, max));
    }

    @Override
    public List<RunId> due(Instant now, Instant untouchedSince, int max) {
        return database.read("list due runs", jdbc -> runs.due(jdbc, now, untouchedSince, max));
    }

    @Override
    public Optional<RunRecord> claim(RunId id, Instant now) {
        return database.together(
                "claim a run",
                claimed -> true,
                jdbc -> runs.claim(jdbc, id, now) ? runs.find(jdbc, id) : Optional.empty());
    }

    @Override
    public List<StepRecord> steps(RunId id) {
        return database.read("read steps", jdbc -> StepTable.all(jdbc, id));
    }

    @Override
    public long lastSeq(RunId id) {
        return database.read("read a place", jdbc -> EventTable.last(jdbc, id));
    }

    @Override
    public boolean add(StepRecord step, List<EventRecord> events) {
        return held.write("write a step", StepTable.insert(step), hold(step), events);
    }

    @Override
    public boolean complete(StepRecord step, List<EventRecord> events) {
        return held.write("end a step", StepTable.complete(step), hold(step), events);
    }

    private static Hold hold(StepRecord step) {
        return new Hold(step.run(), step.epoch());
    }

    @Override
    public boolean add(RunId run, long epoch, List<EventRecord> events) {
        return held.write("write what happened", new Hold(run, epoch), events);
    }

    @Override
    public Optional<Long> end(SliceEndRecord end) {
        return database.together("end a slice", Optional::isPresent, jdbc -> {
            if (!runs.end(jdbc, end) || !EventTable.insert(jdbc, end.events())) {
                return Optional.empty();
            }
            MemoryTable.replace(jdbc, end.memories());
            return Optional.of(runs.wakes(jdbc, end.run()));
        });
    }

    @Override
    public void wake(RunId id) {
        database.write("count a wake-up", jdbc -> {
            runs.wake(jdbc, id);
            return true;
        });
    }

    @Override
    public boolean cancel(RunId id) {
        return database.write("ask for the end of a run", jdbc -> runs.cancel(jdbc, id));
    }

    @Override
    public boolean cancelAsked(RunId id) {
        return database.read("read a run", jdbc -> runs.cancelAsked(jdbc, id));
    }

    @Override
    public boolean ask(ApprovalRecord approval, long epoch, List<EventRecord> events) {
        Hold hold = new Hold(approval.run(), epoch);
        return held.write("write an approval", ApprovalTable.insert(approval), hold, events)
                || database.read("read an approval", jdbc -> isAsked(jdbc, approval, hold));
    }

    private boolean isAsked(JdbcTemplate jdbc, ApprovalRecord approval, Hold hold) {
        return held.isHeld(jdbc, hold)
                && ApprovalTable.of(jdbc, approval.run()).stream()
                        .anyMatch(asked -> asked.step().equals(approval.step()));
    }

    @Override
    public Optional<ApprovalRecord> approval(String id) {
        return database.read("read an approval", jdbc -> ApprovalTable.find(jdbc, id));
    }

    @Override
    public List<ApprovalRecord> approvals(RunId run) {
        return database.read("read approvals", jdbc -> ApprovalTable.of(jdbc, run));
    }

    @Override
    public List<ApprovalRecord> pending(int max) {
        return database.read("list approvals", jdbc -> ApprovalTable.pending(jdbc, max));
    }

    @Override
    public boolean decide(ApprovalRecord decided) {
        return database.together("decide an approval", IF_TRUE, jdbc -> {
            runs.lock(jdbc, decided.run()); // first, as everybody does
            boolean first = ApprovalTable.decide(jdbc, decided);
            if (first) {
                runs.wake(jdbc, decided.run());
            }
            return first;
        });
    }

    @Override
    public boolean signal(RunId run, String name, String payload, Instant at) {
        return database.together("write a signal", IF_TRUE, jdbc -> {
            boolean known = runs.wakeUnended(jdbc, run);
            if (known) {
                SignalTable.insert(jdbc, run, name, payload, at);
            }
            return known;
        });
    }

    @Override
    public List<SignalRecord> signals(RunId run) {
        return database.read("read signals", jdbc -> SignalTable.of(jdbc, run));
    }

    @Override
    public List<EventRecord> events(RunId run, long after, int max) {
        return database.read("read events", jdbc -> EventTable.read(jdbc, run, after, max));
    }

    @Override
    public Optional<StepRecord> step(RunId run, String key) {
        return database.read("read a step", jdbc -> StepTable.find(jdbc, run, key));
    }

    @Override
    public StepUse use(RunId run) {
        return database.read("add up a run", jdbc -> StepTable.use(jdbc, run));
    }

    @Override
    public Optional<String> memory(String id) {
        return database.read("read a memory", jdbc -> MemoryTable.find(jdbc, id));
    }

    @Override
    public void memory(String id, @Nullable String messages) {
        database.write("write a memory", jdbc -> MemoryTable.replace(jdbc, id, messages));
    }

    @Override
    public void fork(Fork fork) {
        database.together("fork a run", IF_TRUE, jdbc -> {
            if (!runs.insert(jdbc, fork.run())) {
                throw fork.known();
            }
            StepTable.copy(jdbc, fork);
            return true;
        });
    }

    @Override
    public long forgetRequestsBefore(Instant time) {
        return untilNone("forget requests", jdbc -> StepTable.forgetRequests(jdbc, time))
                + untilNone("forget arguments", jdbc -> ApprovalTable.forgetArguments(jdbc, time));
    }

    /** Many short statements, that others may write between. */
    private long untilNone(String what, Function<JdbcTemplate, Integer> statement) {
        long rows = 0;
        int last;
        do {
            last = database.write(what, statement);
            rows += last;
        } while (last > 0);
        return rows;
    }

    @Override
    public long deleteEndedBefore(Instant time, int max) {
        return database.read("list ended runs", jdbc -> runs.endedBefore(jdbc, time, max)).stream()
                .filter(this::delete)
                .count();
    }

    private boolean delete(RunId run) {
        return database.together("delete a run", IF_TRUE, jdbc -> {
            boolean there = runs.delete(jdbc, run);
            for (String table : List.of("step", "event", "approval", "signal")) {
                jdbc.update("delete from agent_" + table + " where run_id = ?", run.value());
            }
            return there;
        });
    }

    @Override
    public <T> T transaction(Supplier<T> work) {
        return database.transaction(work);
    }

    @Override
    public Optional<DataSource> dataSource() {
        return Optional.of(database.dataSource());
    }
}
