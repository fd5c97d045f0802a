package dev.signalbox.router.resilience;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Whether one deployment, or one credential, may be called. Thread-safe and without locks; times are nanoseconds of one
 * monotonic source.
 */
@RequiredArgsConstructor
public final class Health {

    private final CooldownSettings settings;
    private final AtomicReference<HealthState> state;
    private volatile boolean drained;

    /** A healthy start. */
    public static Health startingAt(long nanos, CooldownSettings settings) {
        return new Health(settings, new AtomicReference<>(HealthState.startingAt(nanos)));
    }

    /** Whether an attempt may start. */
    public Availability availability(long nanos) {
        return drained ? Availability.DRAINED : state().availability(nanos);
    }

    /** Takes it out until {@link #resume}: nothing new starts, what is under way goes on. */
    public void drain() {
        drained = true;
    }

    /** Lets it in again. */
    public void resume() {
        drained = false;
    }

    private HealthState state() {
        return Objects.requireNonNull(state.get());
    }

    /**
     * Asks for leave to start an attempt.
     *
     * @param evenIfFailing whether a cooldown that was set for the failure rate alone does not count
     * @return {@code null} if the attempt must not start
     */
    public @Nullable Permit tryAcquire(long nanos, boolean evenIfFailing) {
        while (!drained) {
            HealthState before = state();
            Availability availability = before.availability(nanos);
            if (availability.state() == Availability.State.FREE || evenIfFailing && availability.soft()) {
                return Permit.ORDINARY;
            }
            if (availability.state() != Availability.State.PROBE) {
                return null;
            }
            Permit probe = new Permit(true, nanos + settings.probeTimeout().toNanos());
            if (state.compareAndSet(before, before.probing(probe))) {
                return probe;
            }
        }
        return null;
    }

    /**
     * The attempt brought content.
     *
     * @return whether that ended a cooldown
     */
    public boolean succeeded(Permit permit, long nanos) {
        HealthState before = Objects.requireNonNull(state.getAndUpdate(current ->
                current.isProbedBy(permit) ? current.recovered(nanos) : current.counted(true, nanos, settings)));
        return before.isProbedBy(permit);
    }

    /** The attempt ended without saying anything about the deployment. */
    public void released(Permit permit) {
        if (permit.probe()) {
            update(before -> before.isProbedBy(permit) ? before.undecided() : before);
        }
    }

    /**
     * The attempt failed.
     *
     * @return the cooldown that was set for it, {@code null} if none was
     */
    public @Nullable Cooldown failed(Failure failure, Permit permit, long nanos) {
        FailureKind kind = failure.kind();
        switch (kind.effect()) {
            case DISABLE -> update(before -> before.off(kind));
            case NONE -> released(permit);
            case COOLDOWN -> {
                return cool(kind, failure.retryAfter(), nanos);
            }
            case CREDENTIAL -> {
                return cool(kind, longer(failure.retryAfter(), settings.credential()), nanos);
            }
            case COUNTS -> {
                boolean probe = state().isProbedBy(permit);
                HealthState counted = update(before -> before.counted(false, nanos, settings));
                boolean failing = counted.window().fails(settings)
                        && counted.availability(nanos).open();
                return probe || failing ? cool(kind, failure.retryAfter(), nanos) : null;
            }
        }
        return null;
    }

    private @Nullable Cooldown cool(FailureKind kind, @Nullable Duration asked, long nanos) {
        while (true) {
            HealthState before = state();
            HealthState after = before.cooling(kind, asked, settings, nanos);
            if (after == before) {
                return null;
            }
            if (state.compareAndSet(before, after)) {
                return new Cooldown(kind, Duration.ofNanos(after.until() - nanos));
            }
        }
    }

    private static Duration longer(@Nullable Duration left, Duration right) {
        return left == null || left.compareTo(right) < 0 ? right : left;
    }

    private HealthState update(UnaryOperator<HealthState> change) {
        return Objects.requireNonNull(state.updateAndGet(change));
    }
}
