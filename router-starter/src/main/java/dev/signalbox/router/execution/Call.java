package dev.signalbox.router.execution;

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
 *
 * <p>Mostly one attempt is under way; hedged calls have more until the first of them brings content.
 */
final class Call {

    private static final int NONE = 0;

    private final Slots slots;
    private final Terms terms;
    private final Deadlines deadlines;
    private final Waiting waiting;

    private final List<Failure> failures = new ArrayList<>(2);
    private final List<LiveAttempt> live = new ArrayList<>(1);
    private int attempts;
    private int hedged;
    private int committed = NONE;
    private boolean delivered;
    private boolean resumable = true;
    private @Nullable Long wakeAt;
    /** Why nothing more was tried after the last failure. */
    private @Nullable Failure refused;

    private boolean finished;

    /**
     * A call that has not begun.
     *
     * @param slots what may be tried, in order
     * @param nanos when the call was made
     * @param random uniform in [0, 1), for the jitter of retries
     */
    Call(Slots slots, Terms terms, long nanos, DoubleSupplier random) {
        this.slots = slots;
        this.terms = terms;
        this.deadlines = new Deadlines(terms, nanos);
        this.waiting = new Waiting(slots, terms.retries(), random);
    }

    /** Takes one event and says what is to be done, in that order. */
    List<Command> on(Event event, long nanos) {
        if (finished) {
            return List.of();
        }
        List<Command> commands = new ArrayList<>(2);
        if (event instanceof Event.Begun) {
            next(nanos, commands);
        } else if (event instanceof Event.Limited limited) {
            finish(limited.failure(), commands);
        } else if (event instanceof Event.TimerFired) {
            timerFired(nanos, commands);
        } else if (event instanceof Event.Cancelled) {
            finish(Failure.of(FailureKind.CANCELLED, "cancelled by the caller"), commands);
        } else if (event instanceof Event.OfAttempt news) {
            LiveAttempt attempt = find(news.attempt());
            if (attempt != null) {
                on(news, attempt, nanos, commands);
            }
        }
        return commands;
    }

    private void on(Event.OfAttempt event, LiveAttempt attempt, long nanos, List<Command> commands) {
        if (event instanceof Event.Refused news) {
            refused(attempt, news, nanos, commands);
        } else if (event instanceof Event.Content content) {
            resumable &= content.resumable();
            content(attempt, nanos, commands);
        } else if (event instanceof Event.Succeeded) {
            live.remove(attempt);
            finish(null, commands);
        } else if (event instanceof Event.Failed failed) {
            failed(attempt, failed, nanos, commands);
        }
    }

    /** Whether an attempt's content may be handed to the caller. */
    boolean committedTo(int attempt) {
        return committed == attempt && isLive(attempt);
    }

    /** When time alone will change something next, {@code null} if it will not. */
    @Nullable
    Long wakeAt() {
        return wakeAt;
    }

    /** Whether that attempt is under way. */
    boolean isLive(int attempt) {
        return find(attempt) != null;
    }

    /** Whether nothing is under way, so that only time can bring the call on. */
    boolean waitsForTime() {
        return live.isEmpty() && waiting.isOn();
    }

    private @Nullable LiveAttempt find(int number) {
        for (LiveAttempt attempt : live) {
            if (attempt.number() == number) {
                return attempt;
            }
        }
        return null;
    }

    private void refused(LiveAttempt attempt, Event.Refused event, long nanos, List<Command> commands) {
        Availability cooling = event.cooling();
        refused = refused == null ? event.failure() : refused;
        live.remove(attempt);
        attempts -= attempt.number() == attempts ? 1 : 0;
        if (cooling != null && cooling.state() == Availability.State.COOLING && cooling.until() - nanos > 0) {
            slots.cools(attempt.slot(), cooling);
        }
        next(nanos, commands);
    }

    /** The first content decides: from here on the caller follows that attempt, and the others end. */
    private void content(LiveAttempt attempt, long nanos, List<Command> commands) {
        live.set(live.indexOf(attempt), attempt.broughtContent(nanos));
        if (committed == NONE) {
            committed = attempt.number();
            delivered = true;
            cancelAllBut(attempt.number(), commands);
            commands.add(new Command.Commit(attempt.number()));
            wake(commands);
        }
    }

    private void failed(LiveAttempt attempt, Event.Failed event, long nanos, List<Command> commands) {
        Failure failure = event.failure();
        failures.add(failure);
        refused = null;
        live.remove(attempt);
        boolean broken = committed == attempt.number();
        boolean goesOn = !broken || resumable && terms.continues(failure.kind());
        Next next = terms.next(failure.kind());
        if (!goesOn || next == Next.STOP) {
            finish(failure, commands);
            return;
        }
        committed = NONE;
        waiting.over();
        if (event.anotherKey() || terms.asksAgain(failure.kind()) && waiting.countRetry()) {
            slots.giveBack(attempt.slot());
        } else if (next == Next.LARGER) {
            slots.leaveOutSmaller(attempt.slot());
        } else if (next == Next.RETRY && !delivered) {
            waiting.mayRetry(attempt.slot(), event.availableAt(), nanos);
        }
        next(nanos, commands);
    }

    /**
     * Starts the next free slot, unless another attempt is under way already; without one waits for the earliest that may
     * come, or gives up.
     */
    private void next(long nanos, List<Command> commands) {
        if (!live.isEmpty()) {
            wake(commands);
            return;
        }
        int open = slots.nextOpen(nanos);
        if (open >= 0) {
            start(open, slots.lastResort(open), nanos, commands);
        } else if (waiting.begin(nanos) && !deadlines.endBefore(waiting.until())) {
            wake(commands);
        } else {
            int failing = slots.nextFailing();
            if (failing < 0) {
                giveUp(nanos, commands);
            } else {
                start(failing, true, nanos, commands);
            }
        }
    }

    private void giveUp(long nanos, List<Command> commands) {
        Failure first = failures.isEmpty() ? slots.nothingTried(nanos) : failures.get(0);
        finish(refused == null ? first : refused, commands);
    }

    private void start(int slot, boolean evenIfFailing, long nanos, List<Command> commands) {
        waiting.stop();
        attempts++;
        live.add(new LiveAttempt(attempts, slot, nanos, null));
        wake(commands); // first: a model that blocks while it starts must not escape its deadline
        commands.add(new Command.Start(attempts, slots.use(slot), evenIfFailing));
    }

    private void timerFired(long nanos, List<Command> commands) {
        LiveAttempt late = late(nanos);
        if (deadlines.totalOver(nanos)) {
            finish(Failure.of(FailureKind.TIMEOUT, "timeout (total)"), commands);
        } else if (late != null) {
            String part = late.lastContent() == null ? "first token" : "idle";
            Failure failure = Failure.of(FailureKind.TIMEOUT, "timeout (" + part + ")");
            commands.add(new Command.Cancel(late.number(), failure));
            failed(late, new Event.Failed(late.number(), failure), nanos, commands);
        } else if (waiting.isOver(nanos)) {
            boolean again = slots.used(waiting.slot());
            if (again) {
                waiting.countRetry();
            }
            start(waiting.slot(), again, nanos, commands);
        } else if (hedgeDue(nanos)) {
            hedge(nanos, commands);
        } else {
            wake(commands);
        }
    }

    private @Nullable LiveAttempt late(long nanos) {
        for (LiveAttempt attempt : live) {
            if (deadlines.over(attempt, nanos)) {
                return attempt;
            }
        }
        return null;
    }

    private boolean hedgeDue(long nanos) {
        Long due = hedgeAt();
        return due != null && due - nanos <= 0;
    }

    /** When another attempt is started beside those that bring nothing, {@code null} for never. */
    private @Nullable Long hedgeAt() {
        if (live.isEmpty() || committed != NONE || hedged >= terms.hedges()) {
            return null;
        }
        return deadlines.hedge(live.get(live.size() - 1));
    }

    private void hedge(long nanos, List<Command> commands) {
        int open = slots.nextOpen(nanos);
        hedged = open < 0 ? terms.hedges() : hedged + 1;
        if (open < 0) {
            wake(commands);
        } else {
            start(open, false, nanos, commands);
        }
    }

    private void cancelAllBut(int number, List<Command> commands) {
        for (LiveAttempt attempt : List.copyOf(live)) {
            if (attempt.number() != number) {
                live.remove(attempt);
                commands.add(new Command.Cancel(
                        attempt.number(), Failure.of(FailureKind.CANCELLED, "another attempt was faster")));
            }
        }
    }

    private void finish(@Nullable Failure failure, List<Command> commands) {
        for (LiveAttempt attempt : live) {
            commands.add(new Command.Cancel(attempt.number(), whyCancelled(failure)));
        }
        boolean unchanged = failure != null
                && live.isEmpty()
                && attempts == 1
                && !delivered
                && terms.next(failure.kind()) == Next.STOP;
        finished = true;
        live.clear();
        waiting.stop();
        wakeAt = null;
        commands.add(new Command.Finish(failure, unchanged));
    }

    /** What ends the call from outside ends each attempt; what one attempt brought is not the failure of the others. */
    private static Failure whyCancelled(@Nullable Failure ofCall) {
        if (ofCall != null && (ofCall.kind() == FailureKind.TIMEOUT || ofCall.kind() == FailureKind.CANCELLED)) {
            return ofCall;
        }
        return Failure.of(FailureKind.CANCELLED, "another attempt decided");
    }

    /** Asks for the next moment at which time alone changes something. */
    private void wake(List<Command> commands) {
        Long moment = Deadlines.earlier(waiting.isOn() ? Long.valueOf(waiting.until()) : null, hedgeAt());
        for (LiveAttempt attempt : live) {
            moment = Deadlines.earlier(moment, deadlines.of(attempt));
        }
        wakeAt = deadlines.orEnd(moment);
        if (wakeAt != null) {
            commands.add(new Command.WakeAt(wakeAt));
        }
    }
}
