package dev.signalbox.agent.journal;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The journal of one run, as one slice reads and writes it. What is recorded is returned, what is not is done once by
 * whoever asks, and recorded. Thread-safe.
 */
public final class Journal {

    private static final String SNAPSHOT = "SNAPSHOT:";
    /** Kept of a branch in which threads of others work, so that a replay does not expect an order before it meets them. */
    private static final String LOOSE = "threads of others:";

    private final JournalStore store;
    private final RunRecord run;
    private final InstantSource clock;
    private final OnDivergence onDivergence;
    private final JournalListener listener;
    private final JournalStops stops;
    private final JournalWriter writer;
    private final Map<String, List<StepRecord>> recorded;
    private final Map<String, Scope> scopes = new ConcurrentHashMap<>();
    private final Map<String, String> snapshots = new ConcurrentHashMap<>();
    private final AtomicLong booked = new AtomicLong();
    private final Scope root;
    private final ThreadLocal<Scope> current = new ThreadLocal<>();

    /**
     * Of a run that has just been claimed.
     *
     * @param steps what the store has of it
     * @param next the first free place
     * @param handOver whether the slice shall stop at its next step
     */
    public Journal(
            JournalStore store,
            RunRecord run,
            List<StepRecord> steps,
            long next,
            InstantSource clock,
            OnDivergence onDivergence,
            JournalListener listener,
            BooleanSupplier handOver) {
        this.store = store;
        this.run = run;
        this.clock = clock;
        this.onDivergence = onDivergence;
        this.listener = listener;
        this.recorded = steps.stream().collect(Collectors.groupingBy(StepRecord::scope));
        steps.stream()
                .filter(step -> step.kind() == StepKind.SNAPSHOT && step.result() != null)
                .forEach(step -> snapshots.put(step.name(), step.result()));
        this.root = scope("", null);
        this.stops = new JournalStops(root, store, run.id(), clock, handOver);
        this.writer = new JournalWriter(
                        store,
                        run,
                        clock,
                        stops,
                        listener,
                        step -> scope(step.scope(), root).add(step))
                .at(next);
    }

    private Scope scope(String path, @Nullable Scope parent) {
        return scopes.computeIfAbsent(
                path,
                name -> new Scope(
                        name,
                        parent,
                        recorded.getOrDefault(name, List.of()),
                        !snapshots.containsKey(LOOSE + name),
                        onDivergence));
    }

    /** The run, as it was claimed. */
    public RunRecord run() {
        return run;
    }

    /** The store. */
    public JournalStore store() {
        return store;
    }

    /** The branch that this thread works in; for threads of others, the program's own. */
    public Scope scope() {
        Scope here = current.get();
        return here == null ? root : here;
    }

    /** The branch that this thread works in; for threads of others, the given one. */
    public Scope scope(Scope otherwise) {
        Scope here = current.get();
        return here == null ? otherwise : here;
    }

    /** The name of a new branch of the one that this thread works in. */
    public String branch(String name) {
        return scope().branch(name);
    }

    /** Does something as a branch of the one given. */
    public <T> T in(String path, Scope parent, Callable<T> work) throws Exception {
        Scope before = current.get();
        Scope branch = scope(path, parent);
        branch.enter();
        current.set(branch);
        try {
            T result = work.call();
            rounded(branch);
            return result;
        } finally {
            current.set(before);
        }
    }

    /**
     * Where a step is, or will be.
     *
     * @throws SliceStopped if the slice has to end, or if this is not what the journal says the program does here
     */
    public Place place(StepRequest request) {
        return place(request, scope());
    }

    /** The same for a branch that is known otherwise. */
    public Place place(StepRequest request, Scope scope) {
        if (writer.isInTransaction()) {
            throw new IllegalStateException(
                    "There are no steps within a transactional tool, but it wants " + request + ".");
        }
        if (request.kind() != StepKind.TOOL) {
            roundEnds(scope);
        }
        stops.check(scope);
        if (scope.loosened()) {
            snapshot(LOOSE + scope.path(), () -> "true");
        }
        Place place;
        try {
            place = scope.place(request, clock.instant());
        } catch (SliceStopped e) {
            stops.stop(e.stop(), scope);
            throw e;
        }
        StepRecord found = place.recorded();
        if (found != null && place.ended()) {
            listener.replayed(place);
        } else {
            listener.begins(place);
        }
        return place;
    }

    /** Tools that were handed out on a thread of others belong to the program, even if they are used in a branch. */
    private void roundEnds(Scope scope) {
        scope.roundEnds();
        if (current.get() == null) {
            root.roundEnds();
        }
    }

    /** Ends a branch that was to end after its round, or has ended without letting it be known. */
    private static void rounded(Scope branch) {
        Stop reason = branch.roundEnds();
        if (reason != null) {
            throw new SliceStopped(reason);
        }
    }

    /** Whether everything that the journal has of this thread's branch has been read. */
    public boolean atFrontier() {
        return scope().atFrontier();
    }

    /** Whether the journal has the next step of that kind and name, and it is the next that this branch comes to. */
    public boolean knows(StepRequest request) {
        return scope().knows(request);
    }

    /** Ends a step. */
    public StepRecord record(Place place, StepOutcome outcome) {
        return writer.record(place, outcome);
    }

    /**
     * Ends a step that is not done, because a limit of the run was reached.
     *
     * @param error JSON
     */
    public StepRecord refuse(Place place, String error) {
        return writer.refuse(place, error);
    }

    /** Tells of a piece of an answer. */
    public void partial(Place place, String text) {
        listener.partial(place, text);
    }

    /**
     * Does a step in one transaction with its record: both are kept, or none. Meanwhile nothing else of the run is written.
     *
     * @throws UnsupportedOperationException if the store has no transactions
     */
    public StepRecord transaction(Place place, Supplier<StepOutcome> work) {
        return writer.transaction(place, work);
    }

    /** Books what was used for a step that has not come to its end, as often as it tries. */
    public StepRecord book(Place place, StepOutcome outcome) {
        StepRequest request = StepRequest.named(StepKind.COST, place.request().name());
        String key = place.key() + "!" + run.epoch() + "." + booked.incrementAndGet();
        return writer.keep(new Place(request, key, place.scope(), null, place.at()), outcome);
    }

    /** What was there when the run first asked for it, in whichever branch. */
    public String snapshot(String name, Supplier<String> maker) {
        return snapshots.computeIfAbsent(name, missing -> {
            StepRequest request = StepRequest.named(StepKind.SNAPSHOT, name);
            String value = maker.get();
            writer.keep(new Place(request, SNAPSHOT + name, "", null, clock.instant()), StepOutcome.of(value));
            return value;
        });
    }

    /** Begins a step of which it must be known later that it was begun; one that was interrupted begins again. */
    public Place begin(Place place, @Nullable String result) {
        StepRecord begun = writer.begin(place, result);
        return new Place(place.request(), place.key(), place.scope(), begun, place.at());
    }

    /**
     * Asks something of the store; if it fails, the slice ends, whatever the program makes of it: what was written last may
     * have been kept or not, and a program that went on would do so as if its step had failed.
     */
    public <T> T stored(Supplier<T> call) {
        return stops.stored(call);
    }

    /** Writes what happened beside the steps. */
    public void happened(List<Happening> events) {
        writer.happened(events);
    }

    /** Writes a question to a person. */
    public void ask(ApprovalRecord approval, Happening asked) {
        writer.ask(approval, asked);
    }

    /**
     * Writes how the slice leaves its run. What somebody still does for it, because the program has not waited, is not
     * recorded any more.
     *
     * @param left what to write, given the last event in its place
     * @return how often the run has been woken, empty if another worker has it
     */
    public Optional<Long> end(Happening last, Function<List<EventRecord>, SliceEndRecord> left) {
        return writer.end(last, left);
    }

    /** Ends whatever is still done for the slice at its next step. */
    public void close() {
        writer.close();
        stops.stopAll(new Stop.Lost());
    }

    /**
     * Ends this thread's branch, or the whole slice, at the next step.
     *
     * @return what to throw
     */
    public SliceStopped stop(Stop reason) {
        return stops.stop(reason, scope());
    }

    /** The same for a branch that is known otherwise. */
    public SliceStopped stop(Stop reason, Scope scope) {
        return stops.stop(reason, scope);
    }

    /**
     * Whether the slice may go on.
     *
     * @throws SliceStopped if not
     */
    public void check() {
        stops.check(scope());
    }

    /**
     * Ends a branch at its next step that is not the use of a tool, so that the other tools of the same round can still be
     * used.
     */
    public void rest(Stop reason, Scope scope) {
        stops.rest(reason, scope);
    }

    /** Why the slice has to end, whatever its program came back with; {@code null} if it has not. */
    public @Nullable Stop stopped() {
        return stops.stopped();
    }

    /** Why the slice has to end, whatever else a branch waits for; {@code null} if nothing ends all branches. */
    public @Nullable Stop stoppedForAll() {
        return stops.stoppedForAll();
    }

    /** Why branches had to end, in order. */
    public List<Stop> stops() {
        return stops.all();
    }

    /** Whether the slice shall stop, so that whatever fails now may do so only for that. */
    public boolean handsOver() {
        return stops.handsOver();
    }

    /** How many slices in a row have failed for a passing reason; none as soon as this one has come further. */
    public int retries() {
        return writer.hasProgressed() ? 0 : run.retries();
    }

    /** The steps that are recorded and were not asked for, for people. */
    public List<String> unread() {
        recorded.keySet().forEach(path -> scope(path, root));
        Set<String> ended = recorded.values().stream()
                .flatMap(List::stream)
                .filter(step -> step.state() != StepState.STARTED)
                .map(StepRecord::key)
                .collect(Collectors.toSet());
        return scopes.values().stream()
                .filter(scope -> !within(scope.path(), ended))
                .flatMap(scope -> scope.left().stream())
                .toList();
    }

    /** Whether a branch belongs to a step that has ended: what was done for it is not asked for again. */
    private static boolean within(String path, Set<String> ended) {
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            if (ended.contains(path.substring(0, end))) {
                return true;
            }
        }
        return false;
    }
}
