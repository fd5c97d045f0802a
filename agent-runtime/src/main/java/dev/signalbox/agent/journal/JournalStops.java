package dev.signalbox.agent.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Why a slice or its branches have to end. Thread-safe. */
final class JournalStops {

    /** How often the store is asked whether somebody wants the run to end. */
    private static final Duration CANCEL_CHECK = Duration.ofMillis(500);

    private final Scope root;
    private final JournalStore store;
    private final RunId run;
    private final InstantSource clock;
    private final BooleanSupplier handOver;
    private final Queue<Stop> stops = new ConcurrentLinkedQueue<>();
    private volatile Instant cancelCheckedAt;

    JournalStops(Scope root, JournalStore store, RunId run, InstantSource clock, BooleanSupplier handOver) {
        this.root = root;
        this.store = store;
        this.run = run;
        this.clock = clock;
        this.handOver = handOver;
        this.cancelCheckedAt = clock.instant();
    }

    SliceStopped stop(Stop reason, Scope scope) {
        stops.add(reason);
        (reason.endsAll() ? root : scope).stop(reason);
        return new SliceStopped(reason);
    }

    SliceStopped stopAll(Stop reason) {
        return stop(reason, root);
    }

    void rest(Stop reason, Scope scope) {
        stops.add(reason);
        scope.rest(reason);
    }

    /** Throws if a branch may not go on. */
    void check(Scope scope) {
        if (handsOver()) {
            stopAll(new Stop.HandOver());
        }
        if (cancelled()) {
            stopAll(new Stop.Cancelled());
        }
        Stop reason = scope.stopped();
        if (reason != null) {
            throw new SliceStopped(reason);
        }
    }

    private boolean cancelled() {
        Instant now = clock.instant();
        if (now.isBefore(cancelCheckedAt.plus(CANCEL_CHECK))) {
            return false;
        }
        cancelCheckedAt = now;
        return stored(() -> store.cancelAsked(run));
    }

    <T> T stored(Supplier<T> call) {
        try {
            return call.get();
        } catch (JournalStoreException e) {
            throw stopAll(new Stop.StoreFailed(e));
        }
    }

    @Nullable
    Stop stopped() {
        root.roundEnds();
        return root.stopped();
    }

    @Nullable
    Stop stoppedForAll() {
        return stops.stream()
                .filter(Stop::endsAll)
                .min(Comparator.comparing(stop -> !(stop instanceof Stop.StoreFailed)))
                .orElse(null);
    }

    List<Stop> all() {
        return List.copyOf(stops);
    }

    boolean handsOver() {
        return handOver.getAsBoolean();
    }
}
