package dev.signalbox.router.execution;

import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.resilience.Availability;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What one call may still try, in order. */
final class Slots {

    private final List<Slot> slots;
    private final boolean[] used;

    Slots(List<Slot> slots) {
        this.slots = new ArrayList<>(slots);
        this.used = new boolean[slots.size()];
    }

    /** The first slot that is neither used nor cooling, -1 if there is none. */
    int nextOpen(long nanos) {
        for (int index = 0; index < used.length; index++) {
            if (!used[index] && slots.get(index).open(nanos)) {
                return index;
            }
        }
        return -1;
    }

    Candidate use(int index) {
        used[index] = true;
        return slots.get(index).candidate();
    }

    /** Gives a slot back that turned out to be cooling. */
    void cools(int index, Availability cooling) {
        slots.set(index, new Slot(slots.get(index).candidate(), cooling, false));
        giveBack(index);
    }

    /** Lets a slot be used once more. */
    void giveBack(int index) {
        used[index] = false;
    }

    /** The first unused slot that cools down for its failure rate alone, -1 if there is none. */
    int nextFailing() {
        for (int index = 0; index < used.length; index++) {
            Availability cooling = slots.get(index).cooling();
            if (!used[index] && cooling != null && cooling.soft()) {
                return index;
            }
        }
        return -1;
    }

    boolean used(int index) {
        return used[index];
    }

    boolean lastResort(int index) {
        return slots.get(index).lastResort();
    }

    /** Leaves out what has no larger context than that slot. */
    void leaveOutSmaller(int index) {
        Integer length = slots.get(index).candidate().deployment().contextLength();
        for (int other = 0; other < used.length; other++) {
            Integer otherLength = slots.get(other).candidate().deployment().contextLength();
            used[other] |= length != null && otherLength != null && otherLength <= length;
        }
    }

    /** The unused slot whose cooldown ends first, -1 if none is cooling. */
    int firstToRecover() {
        int first = -1;
        for (int index = 0; index < used.length; index++) {
            Availability cooling = slots.get(index).cooling();
            if (!used[index] && cooling != null && (first < 0 || cooling.until() - coolingUntil(first) < 0)) {
                first = index;
            }
        }
        return first;
    }

    long coolingUntil(int index) {
        Availability cooling = slots.get(index).cooling();
        return cooling == null ? 0 : cooling.until();
    }

    /** The failure of a call of which nothing could be tried. */
    Failure nothingTried(long nanos) {
        int first = firstToRecover();
        Availability cooling = first < 0 ? null : slots.get(first).cooling();
        if (cooling == null) {
            return Failure.of(FailureKind.REFUSED, "no deployment may be called for this request right now");
        }
        FailureKind cause = cooling.cause() == null ? FailureKind.SERVER : cooling.cause();
        Duration left = Duration.ofNanos(Math.max(0, cooling.until() - nanos));
        String message = "every deployment is cooling down, " + slots.get(first).candidate() + " for another "
                + left.toMillis() + " ms";
        return new Failure(cause, null, left, message, null);
    }
}
