package dev.signalbox.agent;

import dev.signalbox.agent.Programs.Program;
import dev.signalbox.agent.dispatch.Lease;
import dev.signalbox.agent.dispatch.SliceEnd;
import dev.signalbox.agent.dispatch.SliceWorker;
import dev.signalbox.agent.journal.Journal;
import dev.signalbox.agent.journal.JournalStoreException;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunQuery;
import dev.signalbox.agent.journal.RunRecord;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.journal.SliceStopped;
import dev.signalbox.agent.journal.Stop;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** Works on runs: claims one, runs its program as far as it gets, and writes how it is left. */
@Slf4j
@RequiredArgsConstructor
final class RunWorker implements SliceWorker {

    /** After so long a run whose program is not known here is offered again, maybe to another node. */
    private static final Duration UNKNOWN_PROGRAM = Duration.ofSeconds(30);
    /** After so long a slice whose end could not be written is tried again. */
    private static final Duration STORE_FAILED = Duration.ofSeconds(2);

    private final Parts parts;
    private final Completions completions;
    private final Map<RunId, Journal> live = new ConcurrentHashMap<>();

    @Override
    public SliceEnd work(RunId id, Lease lease) {
        Instant now = parts.clock().instant();
        try {
            Optional<RunRecord> run = parts.store().claim(id, now);
            return run.isEmpty() ? over(id) : work(run.get(), lease);
        } catch (JournalStoreException e) {
            log.warn("Run {} goes on when the journal's store is back: {}", id, e.getMessage());
            return new SliceEnd.Again(now.plus(STORE_FAILED));
        }
    }

    /** Whoever ended it may have died before those who wait for it knew. */
    private SliceEnd over(RunId id) {
        parts.store().run(id).filter(run -> run.status().ended()).ifPresent(run -> ended(run, run.status()));
        return new SliceEnd.Done();
    }

    private SliceEnd work(RunRecord run, Lease lease) {
        Program program = parts.programs().named(run.program());
        if (program == null && !run.cancelAsked()) {
            log.error("Run {} waits: there is no program '{}' here", run.id(), run.program());
            return new SliceEnd.Again(parts.clock().instant().plus(UNKNOWN_PROGRAM));
        }
        Slice slice = new Slice(parts, run, lease);
        live.put(run.id(), slice.journal());
        try {
            return leave(slice, result(slice, program));
        } finally {
            live.remove(run.id(), slice.journal());
            slice.close();
        }
    }

    /** What is to be cancelled is, though nobody knows its program any more. */
    private SliceResult result(Slice slice, @Nullable Program program) {
        if (program == null || slice.run().cancelAsked()) {
            return SliceResult.of(new Stop.Cancelled(), slice);
        }
        try {
            slice.begin();
            String output = slice.run(program);
            Stop stop = stop(slice, null);
            return stop == null ? SliceResult.finished(output, slice) : SliceResult.of(stop, slice);
        } catch (JournalStoreException e) {
            throw e;
        } catch (Throwable e) {
            Stop reason = stop(slice, SliceStopped.in(e));
            reason = reason == null ? passing(slice, e) : reason;
            return reason == null ? failed(slice.run(), e) : SliceResult.of(reason, slice);
        }
    }

    /** What fails on a node that shuts down or has no memory left may do well on another, or later. */
    private @Nullable Stop passing(Slice slice, Throwable failure) {
        if (slice.journal().handsOver()) {
            return new Stop.HandOver();
        }
        boolean again = failure instanceof OutOfMemoryError
                && slice.journal().retries() < parts.settings().transientFailures();
        return again
                ? slice.journal()
                        .stop(new Stop.Retry(null, String.valueOf(failure.getMessage())))
                        .stop()
                : null;
    }

    /** What ends all branches counts before what some of them wait for: a run that waits would not be handed over. */
    private static @Nullable Stop stop(Slice slice, @Nullable SliceStopped thrown) {
        Stop forAll = slice.journal().stoppedForAll();
        if (forAll instanceof Stop.StoreFailed failed) {
            throw failed.cause();
        } else if (forAll != null) {
            return forAll;
        }
        return thrown == null ? slice.journal().stopped() : thrown.stop();
    }

    private static SliceResult failed(RunRecord run, Throwable failure) {
        log.warn("Run {} of {} has failed", run.id(), run.program(), failure);
        return SliceResult.failed(failure);
    }

    private SliceEnd leave(Slice slice, SliceResult result) {
        if (result.status() == null) {
            return new SliceEnd.Lost();
        }
        RunRecord run = slice.run();
        Instant now = parts.clock().instant();
        Optional<Long> wakes = result.write(slice, now);
        if (wakes.isEmpty()) {
            return new SliceEnd.Lost();
        }
        if (result.status().ended()) {
            ended(run, result.status());
            return new SliceEnd.Done();
        }
        boolean again = result.status() == RunStatus.READY || wakes.get() > run.wakes();
        return again ? new SliceEnd.Again(now) : new SliceEnd.Parked(result.wakeAt());
    }

    private void ended(RunRecord run, RunStatus status) {
        if (status != RunStatus.SUCCEEDED) {
            parts.store()
                    .runs(RunQuery.builder().parent(run.id()).build(), Family.MOST_CHILDREN)
                    .forEach(child -> cancel(child.id()));
        }
        completions.ended(run.id());
        RunId parent = run.parent();
        if (parent != null) {
            wake(parent);
        }
    }

    /** Lets a run go on after something has come for it. */
    void wake(RunId run) {
        parts.store().wake(run);
        parts.dispatcher().wake(run);
    }

    /** Asks for the end of a run. */
    boolean cancel(RunId run) {
        if (!parts.store().cancel(run)) {
            return false;
        }
        Journal journal = live.get(run);
        if (journal != null) {
            journal.stop(new Stop.Cancelled());
        }
        wake(run);
        return true;
    }
}
