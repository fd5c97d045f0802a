package dev.signalbox.agent;

import dev.signalbox.agent.Programs.Program;
import dev.signalbox.agent.approval.Decision;
import dev.signalbox.agent.event.RunEvent;
import dev.signalbox.agent.event.RunHistory;
import dev.signalbox.agent.event.RunListener;
import dev.signalbox.agent.journal.ApprovalRecord;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunQuery;
import dev.signalbox.agent.journal.RunRecord;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.journal.StepRecord;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Starts, finds and steers durable runs. Thread-safe; works on runs once it is {@linkplain #start() started}, and starts
 * runs for others to work on before that.
 */
public final class AgentRuntime implements AutoCloseable {

    private static final long POLL_MILLIS = 250;
    /** So many runs are handed to the dispatcher at a time. */
    private static final int MOST = 1000;

    private final Parts parts;
    private final List<ExecutorService> threads;
    private final RunStarts starts;
    private final Completions completions = new Completions();
    private final RunWorker worker;
    private final RunDecisions decisions;
    private final RunHistory history;

    AgentRuntime(Parts parts, List<ExecutorService> threads) {
        this.parts = parts;
        this.threads = List.copyOf(threads);
        this.starts = new RunStarts(parts);
        this.worker = new RunWorker(parts, completions);
        this.decisions = new RunDecisions(parts);
        this.history = new RunHistory(parts.store(), parts.json());
    }

    /** Puts a runtime together. */
    public static AgentRuntimeBuilder builder() {
        return new AgentRuntimeBuilder();
    }

    /** Begins to work on runs, those of before included. */
    public void start() {
        parts.dispatcher().start(worker);
        if (!parts.dispatcher().outlivesItsProcess()) {
            Instant now = parts.clock().instant();
            RunQuery underWay =
                    RunQuery.builder().statuses(Set.of(RunStatus.RUNNING)).build();
            parts.store().runs(underWay, MOST).forEach(run -> parts.dispatcher().submit(run.id(), now));
        }
        recover(Duration.ZERO);
    }

    /**
     * Hands runs to the dispatcher that it may not know of, because a process ended at the wrong moment. To be called now
     * and then.
     *
     * @param untouched only those that nothing has been written of for so long
     */
    public void recover(Duration untouched) {
        Instant now = parts.clock().instant();
        for (RunId run : parts.store().due(now, now.minus(untouched), MOST)) {
            parts.dispatcher().submit(run, now);
            parts.dispatcher().wake(run);
        }
    }

    /**
     * Starts a run.
     *
     * @throws IllegalArgumentException if the program is not known, or the input cannot be written as JSON
     */
    public <I, O> RunHandle<O> start(Class<? extends AgentProgram<I, O>> program, I input) {
        return start(program, input, options -> options);
    }

    /**
     * Starts a run, or finds the one that was started with the same key.
     *
     * @throws IllegalArgumentException if the program is not known, the input cannot be written as JSON, or the key is that
     *     of a run of another program
     */
    public <I, O> RunHandle<O> start(
            Class<? extends AgentProgram<I, O>> program, I input, UnaryOperator<RunOptions.RunOptionsBuilder> options) {
        return start(
                parts.programs().of(program),
                input,
                options.apply(RunOptions.builder()).build());
    }

    /**
     * An object of the interface, whose every call starts a run and waits for it.
     *
     * @throws IllegalArgumentException if the runtime does not know the interface as a {@link DurableAgent}
     */
    public <A> A agent(Class<A> agent) {
        Program program = parts.programs().agent(agent);
        return new DurableAgentProgram<>(agent, parts.json()).waiting(call -> start(program, call, RunOptions.NONE));
    }

    /**
     * Starts the run of one call and does not wait.
     *
     * @param call calls one method of the interface
     * @throws IllegalArgumentException if the runtime does not know the interface as a {@link DurableAgent}, or if nothing
     *     was called
     */
    public <A, O> RunHandle<O> call(
            Class<A> agent, Function<A, O> call, UnaryOperator<RunOptions.RunOptionsBuilder> options) {
        Program program = parts.programs().agent(agent);
        DurableAgentProgram.Call made = new DurableAgentProgram<>(agent, parts.json()).recorded(call);
        RunOptions said = options.apply(RunOptions.builder()).build();
        RunId run = starts.start(program, parts.json().write(made.call()), said).id();
        return new RunHandle<>(this, run, made.method().getGenericReturnType());
    }

    <O> RunHandle<O> start(Program program, @Nullable Object input, RunOptions options) {
        RunRecord run = starts.start(program, parts.json().write(input), options);
        return new RunHandle<>(this, run.id(), program.output());
    }

    /**
     * Starts a run by its program's name, for callers that have JSON.
     *
     * @param input JSON
     * @throws IllegalArgumentException if the program is not known, or the input does not fit it
     */
    public RunId start(String program, String input, RunOptions options) {
        Program known = parts.programs().named(program);
        if (known == null) {
            throw new IllegalArgumentException("There is no program '" + program + "'. Known are "
                    + parts.programs().names() + ".");
        }
        parts.json().value(input, known.input());
        return starts.start(known, input, options).id();
    }

    /** The run of that id, as it was started by a program of that class. */
    public <I, O> RunHandle<O> handle(Class<? extends AgentProgram<I, O>> program, RunId run) {
        return new RunHandle<>(this, run, parts.programs().of(program).output());
    }

    /** The run of that id. */
    public Optional<RunView> find(RunId run) {
        return parts.store()
                .run(run)
                .map(record -> RunView.of(record, parts.store().use(run)));
    }

    /** Runs, newest first. */
    public List<RunView> find(RunQuery query, int max) {
        return parts.store().runs(query, max).stream()
                .map(record -> RunView.of(record, parts.store().use(record.id())))
                .toList();
    }

    /** What has been done in a run, in order. */
    public List<StepRecord> steps(RunId run) {
        return parts.store().steps(run);
    }

    /** What happened in a run after a place, in order. */
    public List<RunEvent> events(RunId run, long after, int max) {
        return history.after(run, after, max);
    }

    /**
     * Tells somebody what happens from now on in the runs that this process works on.
     *
     * @return ends it
     */
    public AutoCloseable listen(RunListener listener) {
        parts.listeners().add(listener);
        return () -> parts.listeners().remove(listener);
    }

    /** What people have been asked for a run, in order; what is due by now has decided itself. */
    public List<ApprovalRecord> approvals(RunId run) {
        return decisions.of(run);
    }

    /** What a person was asked; what is due by now has decided itself. */
    public Optional<ApprovalRecord> approval(String id) {
        return decisions.approval(id);
    }

    /** What waits for people, oldest first. */
    public List<ApprovalRecord> pendingApprovals(int max) {
        return decisions.pending(max);
    }

    /**
     * Decides what a person was asked. Of many who decide at once one does. Whether who decides is who may decide is for the
     * caller to check: the runtime knows nobody.
     *
     * @return whether this was what decided it
     * @throws IllegalArgumentException if there is no such approval, or the decision does not fit it
     */
    public boolean decide(String approval, Decision decision) {
        return decisions.decide(approval, decision);
    }

    /**
     * Says something to a run, now or before it waits for it.
     *
     * @throws IllegalArgumentException if there is no such run, or the value cannot be written as JSON
     */
    public void signal(RunId run, String name, @Nullable Object value) {
        known(run);
        parts.store().signal(run, name, parts.json().write(value), parts.clock().instant());
        parts.dispatcher().wake(run);
    }

    /**
     * Asks for the end of a run and its children: it ends at its next step.
     *
     * @return whether there is one that has not ended
     */
    public boolean cancel(RunId run) {
        return worker.cancel(run);
    }

    /**
     * Starts a new run that goes on from a place in another. It is nobody's child, even if the other is: it spends its own
     * money, and no run waits for it.
     *
     * @param until the place of the last step that the new run has in common with the other
     * @throws IllegalArgumentException if there is no such run or no such step
     */
    public RunId fork(RunId run, long until) {
        return fork(run, until, null);
    }

    /**
     * The same, where that step came out otherwise.
     *
     * @param result JSON in place of the step's own; {@code null} to keep it
     * @throws IllegalArgumentException if there is no such run or no such step
     */
    public RunId fork(RunId run, long until, @Nullable String result) {
        return starts.fork(known(run), until, result).id();
    }

    private RunRecord known(RunId run) {
        return parts.store().run(run).orElseThrow(() -> new IllegalArgumentException("There is no run " + run + "."));
    }

    /**
     * Forgets what was asked in steps that ended so long ago, and in approvals that nobody has needed for so long; what came of
     * them stays.
     */
    public long forgetRequests(Duration age) {
        return parts.store().forgetRequestsBefore(parts.clock().instant().minus(age));
    }

    /** Deletes runs that ended so long ago, with all they did. */
    public long deleteEnded(Duration age, int max) {
        return parts.store().deleteEndedBefore(parts.clock().instant().minus(age), max);
    }

    <O> O await(RunId id, Duration time, Type output) throws TimeoutException, InterruptedException {
        Instant until = parts.clock().instant().plus(time);
        while (true) {
            RunRecord run = known(id);
            if (run.status() == RunStatus.SUCCEEDED) {
                return parts.json().value(run.output() == null ? "null" : run.output(), output);
            }
            if (run.status().ended()) {
                throw new RunFailedException(id, run.status(), run.error());
            }
            long left = Duration.between(parts.clock().instant(), until).toMillis();
            if (left <= 0) {
                throw new TimeoutException("Run " + id + " has not ended within " + time + ". It is " + run.status()
                        + (run.error() == null ? "." : ": " + run.error()));
            }
            completions.await(id, Math.min(left, POLL_MILLIS));
        }
    }

    /** Works on no more runs; those under way stop at their next step, to go on elsewhere or later. */
    @Override
    public void close() {
        parts.dispatcher().close();
        threads.forEach(ExecutorService::shutdown);
    }
}
