package dev.signalbox.router.execution;

import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.policy.Timeouts;
import dev.signalbox.router.resilience.Availability;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.router.resilience.FailureKind.Next;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of one logical call. It does no I/O, reads no clock and knows no thread: it is told events with their
 * time and answers with commands. Events must come one at a time. After {@link Command.Finish} it is inert.
 */
final class Call {

    private final Slots slots;
    private final Retries retries;
    private final Deadlines deadlines;
    private final DoubleSupplier random;

    private final List<Failure> failures = new ArrayList<>(2);
    private @Nullable LiveAttempt live;
    private @Nullable Pause pause;
    private int lastSlot = -1;
    private int attempts;
    private int retried;
    private @Nullable Long wakeAt;
    private boolean committed;
    private boolean finished;

    /**
     * A call that has not begun.
     *
     * @param slots what may be tried, in order
     * @param nanos when the call was made
     * @param random uniform in [0, 1), for the jitter of retries
     */
    Call(List<Slot> slots, Retries retries, Timeouts timeouts, long nanos, DoubleSupplier random) {
        this.slots = new Slots(slots);
        this.retries = retries;
        this.deadlines = new Deadlines(timeouts, nanos);
        this.random = random;
    }

    /** The attempt under way. */
    private record LiveAttempt(
            int number, long started, @Nullable Long lastContent) {}

    /** Waiting before an attempt on a slot. */
    private record Pause(int slot, long until) {}

    /** Takes one event and says what is to be done, in that order. */
    List<Command> on(Event event, long nanos) {
        if (finished) {
            return List.of();
        }
        List<Command> commands = new ArrayList<>(2);
        if (event instanceof Event.Begun) {
            next(nanos, null, commands);
        } else if (event instanceof Event.Refused refused && isLive(refused.attempt())) {
            refused(refused.cooling(), nanos, commands);
        } else if (event instanceof Event.Content content && isLive(content.attempt())) {
            content(nanos, commands);
        } else if (event instanceof Event.Succeeded succeeded && isLive(succeeded.attempt())) {
            finish(null, false, commands);
        } else if (event instanceof Event.Failed failed && isLive(failed.attempt())) {
            failed(failed.failure(), failed.availableAt(), nanos, commands);
        } else if (event instanceof Event.TimerFired) {
            timerFired(nanos, commands);
        } else if (event instanceof Event.Cancelled) {
            stop(Failure.of(FailureKind.CANCELLED, "cancelled by the caller"), commands);
        }
        return commands;
    }

    /** Whether an attempt's content may be handed to the caller. */
    boolean committedTo(int attempt) {
        return committed && isLive(attempt);
    }

    /** When time alone will change something next, {@code null} if it will not. */
    @Nullable
    Long wakeAt() {
        return wakeAt;
    }

    /** Whether that is the attempt under way. */
    boolean isLive(int attempt) {
        return live != null && live.number() == attempt;
    }

    private void refused(@Nullable Availability cooling, long nanos, List<Command> commands) {
        live = null;
        attempts--;
        if (cooling != null && cooling.until() - nanos > 0) {
            slots.cools(lastSlot, cooling);
        }
        next(nanos, null, commands);
    }

    private void content(long nanos, List<Command> commands) {
        LiveAttempt attempt = live;
        if (attempt == null) {
            return;
        }
        live = new LiveAttempt(attempt.number(), attempt.started(), nanos);
        if (!committed) {
            committed = true;
            commands.add(new Command.Commit(attempt.number()));
            wake(commands);
        }
    }

    private void failed(Failure failure, @Nullable Long availableAt, long nanos, List<Command> commands) {
        failures.add(failure);
        live = null;
        Next next = failure.kind().next();
        if (committed || next == Next.STOP) {
            finish(failure, !committed && failures.size() == 1, commands);
            return;
        }
        if (next == Next.LARGER) {
            slots.leaveOutSmaller(lastSlot);
        }
        next(nanos, next == Next.RETRY ? retry(nanos, availableAt) : null, commands);
    }

    /** Starts the next free slot; without one waits for the earliest that may come, or gives up. */
    private void next(long nanos, @Nullable Pause retry, List<Command> commands) {
        int open = slots.nextOpen(nanos);
        if (open >= 0) {
            start(open, slots.lastResort(open), nanos, commands);
            return;
        }
        pause = earlier(retry, recovery(nanos));
        int failing = pause == null ? slots.nextFailing() : -1;
        if (failing >= 0) {
            start(failing, true, nanos, commands);
        } else if (pause == null || deadlines.endBefore(pause.until())) {
            finish(failures.isEmpty() ? slots.nothingTried(nanos) : failures.get(0), false, commands);
        } else {
            wake(commands);
        }
    }

    private void start(int slot, boolean evenIfFailing, long nanos, List<Command> commands) {
        pause = null;
        lastSlot = slot;
        attempts++;
        live = new LiveAttempt(attempts, nanos, null);
        wake(commands); // first: a model that blocks while it starts must not escape its deadline
        commands.add(new Command.Start(attempts, slots.use(slot), evenIfFailing));
    }

    /** The last candidate once more, after its cooldown or, without one, after a pause of our own. */
    private @Nullable Pause retry(long nanos, @Nullable Long availableAt) {
        if (retried >= retries.max()) {
            return null;
        }
        return availableAt == null ? new Pause(lastSlot, nanos + backOff()) : waitable(lastSlot, availableAt, nanos);
    }

    private long backOff() {
        double doubled = (double) retries.backOff().toNanos() * (1L << Math.min(retried, 20));
        double jitter = 0.8 + 0.4 * random.getAsDouble();
        return (long) (Math.min(doubled, retries.maxBackOff().toNanos()) * jitter);
    }

    private @Nullable Pause recovery(long nanos) {
        int first = slots.firstToRecover();
        return first < 0 ? null : waitable(first, slots.coolingUntil(first), nanos);
    }

    private @Nullable Pause waitable(int slot, long until, long nanos) {
        return until - nanos <= retries.maxWait().toNanos() ? new Pause(slot, until) : null;
    }

    private static @Nullable Pause earlier(@Nullable Pause left, @Nullable Pause right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        return right.until() - left.until() < 0 ? right : left;
    }

    private void timerFired(long nanos, List<Command> commands) {
        LiveAttempt attempt = live;
        if (deadlines.totalOver(nanos)) {
            stop(Failure.of(FailureKind.TIMEOUT, "timeout (total)"), commands);
        } else if (attempt != null && deadlines.firstTokenOver(attempt.started(), attempt.lastContent(), nanos)) {
            giveUp(attempt, Failure.of(FailureKind.TIMEOUT, "timeout (first token)"), nanos, commands);
        } else if (attempt != null && deadlines.idleOver(attempt.lastContent(), nanos)) {
            giveUp(attempt, Failure.of(FailureKind.TIMEOUT, "timeout (idle)"), nanos, commands);
        } else if (pause != null && pause.until() - nanos <= 0) {
            boolean again = slots.used(pause.slot());
            retried += again ? 1 : 0;
            start(pause.slot(), again, nanos, commands);
        } else {
            wake(commands);
        }
    }

    private void giveUp(LiveAttempt attempt, Failure failure, long nanos, List<Command> commands) {
        commands.add(new Command.Cancel(attempt.number(), failure));
        failed(failure, null, nanos, commands);
    }

    private void stop(Failure failure, List<Command> commands) {
        if (live != null) {
            commands.add(new Command.Cancel(live.number(), failure));
        }
        finish(failure, false, commands);
    }

    private void finish(@Nullable Failure failure, boolean unchanged, List<Command> commands) {
        finished = true;
        live = null;
        pause = null;
        wakeAt = null;
        commands.add(new Command.Finish(failure, unchanged));
    }

    /** Asks for the next moment at which time alone changes something. */
    private void wake(List<Command> commands) {
        Long moment = pause == null ? null : Long.valueOf(pause.until());
        if (live != null) {
            moment = deadlines.ofAttempt(live.started(), live.lastContent());
        }
        wakeAt = deadlines.earliest(moment);
        if (wakeAt != null) {
            commands.add(new Command.WakeAt(wakeAt));
        }
    }
}
