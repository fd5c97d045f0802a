package dev.signalbox.agent.journal;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Writes what one slice does, in places without gaps. Thread-safe. */
@RequiredArgsConstructor
final class JournalWriter {

    private final JournalStore store;
    private final RunRecord run;
    private final InstantSource clock;
    private final JournalStops stops;
    private final JournalListener listener;
    /** Lets the branch of a step that was written know it. */
    private final Consumer<StepRecord> branches;
    /** Held while a step is written, never while it is done, unless both are one transaction. */
    private final ReentrantLock writing = new ReentrantLock();

    private long next;
    private volatile boolean progressed;
    private volatile boolean over;

    /** What was written together. */
    private record Written(StepRecord step, List<EventRecord> events) {}

    /** Begins at a place. */
    JournalWriter at(long place) {
        next = place;
        return this;
    }

    /** Whether this thread does a step in one transaction with its record. */
    boolean isInTransaction() {
        return writing.isHeldByCurrentThread();
    }

    boolean hasProgressed() {
        return progressed;
    }

    /** Ends a step. */
    StepRecord record(Place place, StepOutcome outcome) {
        progressed = true;
        return write(ended(place, outcome), outcome.events(), place.interrupted());
    }

    /** Ends a step that is not done. */
    StepRecord refuse(Place place, String error) {
        progressed = true;
        StepRecord draft = draft(place, StepState.REFUSED, StepOutcome.failed(error))
                .endedAt(clock.instant())
                .build();
        return write(draft, List.of(), place.interrupted());
    }

    /** Ends a step without a word of how far the run has come. */
    StepRecord keep(Place place, StepOutcome outcome) {
        return write(ended(place, outcome), outcome.events(), false);
    }

    StepRecord begin(Place place, @Nullable String result) {
        StepRecord draft =
                draft(place, StepState.STARTED, StepOutcome.of(result)).build();
        return write(draft, List.of(), place.interrupted());
    }

    StepRecord transaction(Place place, Supplier<StepOutcome> work) {
        writing.lock();
        long before = next;
        try {
            Written written = stops.stored(() -> store.transaction(() -> done(place, work.get())));
            progressed = true;
            return told(written);
        } catch (RuntimeException | Error e) {
            next = before;
            throw e;
        } finally {
            writing.unlock();
        }
    }

    private Written done(Place place, StepOutcome outcome) {
        return put(ended(place, outcome), outcome.events(), place.interrupted());
    }

    private StepRecord ended(Place place, StepOutcome outcome) {
        StepState state = outcome.error() == null ? StepState.DONE : StepState.FAILED;
        return draft(place, state, outcome).endedAt(clock.instant()).build();
    }

    private StepRecord.StepRecordBuilder draft(Place place, StepState state, StepOutcome outcome) {
        StepRequest request = place.request();
        StepRecord begun = place.recorded();
        return StepRecord.builder()
                .run(run.id())
                .key(place.key())
                .scope(place.scope())
                .kind(request.kind())
                .name(request.name())
                .state(state)
                .shape(request.shape())
                .request(request.request())
                .result(outcome.result())
                .error(outcome.error())
                .role(request.role())
                .policy(outcome.policy())
                .deployment(outcome.deployment())
                .decision(outcome.decision())
                .use(outcome.use())
                .startedAt(begun == null || request.kind() == StepKind.TOOL ? place.at() : begun.startedAt())
                .epoch(run.epoch());
    }

    private StepRecord write(StepRecord draft, List<Happening> events, boolean begun) {
        writing.lock();
        try {
            return told(put(draft, events, begun));
        } finally {
            writing.unlock();
        }
    }

    private Written put(StepRecord draft, List<Happening> events, boolean begun) {
        StepRecord step = draft.toBuilder().seq(next).build();
        List<EventRecord> placed = placed(events, next + 1, step.key());
        boolean ours = stored(() -> begun ? store.complete(step, placed) : store.add(step, placed));
        kept(ours, 1 + placed.size());
        return new Written(step, placed);
    }

    private StepRecord told(Written written) {
        branches.accept(written.step());
        listener.written(written.step());
        written.events().forEach(listener::written);
        return written.step();
    }

    /** Writes what happened beside the steps. */
    void happened(List<Happening> events) {
        writing.lock();
        try {
            List<EventRecord> placed = placed(events, next, null);
            kept(stored(() -> store.add(run.id(), run.epoch(), placed)), placed.size());
            placed.forEach(listener::written);
        } finally {
            writing.unlock();
        }
    }

    void ask(ApprovalRecord approval, Happening asked) {
        writing.lock();
        try {
            List<EventRecord> placed = placed(List.of(asked), next, approval.step());
            kept(stored(() -> store.ask(approval, run.epoch(), placed)), placed.size());
            placed.forEach(listener::written);
        } finally {
            writing.unlock();
        }
    }

    /** Writes how the slice leaves its run, and nothing after that. */
    Optional<Long> end(Happening last, Function<List<EventRecord>, SliceEndRecord> left) {
        writing.lock();
        try {
            List<EventRecord> placed = placed(List.of(last), next, null);
            Optional<Long> wakes = store.end(left.apply(placed));
            if (wakes.isPresent()) {
                placed.forEach(listener::written);
            }
            return wakes;
        } finally {
            close();
            writing.unlock();
        }
    }

    /** Writes nothing more. */
    void close() {
        over = true;
    }

    private List<EventRecord> placed(List<Happening> events, long first, @Nullable String step) {
        List<EventRecord> placed = new ArrayList<>(events.size());
        for (Happening event : events) {
            placed.add(new EventRecord(
                    run.id(), first + placed.size(), clock.instant(), event.type(), step, event.payload()));
        }
        return placed;
    }

    /** Whoever comes when the slice is over has lost the run, whether or not another has it already. */
    private boolean stored(Supplier<Boolean> write) {
        return !over && stops.stored(write);
    }

    private void kept(boolean ours, int places) {
        if (!ours) {
            throw stops.stopAll(new Stop.Lost());
        }
        next += places;
    }
}
