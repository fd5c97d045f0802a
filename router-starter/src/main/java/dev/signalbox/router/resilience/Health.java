package dev.signalbox.router.resilience;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Whether one deployment, or one credential, may be called. Thread-safe and without locks; times are nanoseconds of one
 * monotonic source.
 */
public final class Health {

    private final Supplier<CooldownSettings> settings;
    private final AtomicReference<HealthState> state;
    private volatile boolean drained;

    /** A healthy start. */
    Health(Supplier<CooldownSettings> settings, long nanos) {
        this.settings = settings;
        this.state = new AtomicReference<>(HealthState.startingAt(nanos));
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

    /** Ends a cooldown at once, without a probe; answers whether there was one. What is disabled or drained stays so. */
    public boolean endCooldown(long nanos) {
        HealthState before = Objects.requireNonNull(
                state.getAndUpdate(current -> current.isCoolingDown() ? current.recovered(nanos) : current));
        return before.isCoolingDown();
    }

    /** Lets it in again if it is disabled. */
    void enable() {
        update(before -> before.disabled() ? before.enabled() : before);
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
            Permit probe =
                    new Permit(true, nanos + settings.get().probeTimeout().toNanos());
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
                current.isProbedBy(permit) ? current.recovered(nanos) : current.counted(true, nanos, settings.get())));
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
                return cool(kind, longer(failure.retryAfter(), settings.get().credential()), nanos);
            }
            case COUNTS -> {
                boolean probe = state().isProbedBy(permit);
                HealthState counted = update(before -> before.counted(false, nanos, settings.get()));
                boolean failing = counted.window().fails(settings.get())
                        && counted.availability(nanos).open();
                return probe || failing ? cool(kind, failure.retryAfter(), nanos) : null;
            }
        }
        return null;
    }

    private @Nullable Cooldown cool(FailureKind kind, @Nullable Duration asked, long nanos) {
        while (true) {
            HealthState before = state();
            HealthState after = before.cooling(kind, asked, settings.get(), nanos);
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
