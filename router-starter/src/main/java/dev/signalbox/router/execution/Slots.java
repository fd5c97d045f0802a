package dev.signalbox.router.execution;

import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.resilience.Availability;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureKind;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one call may still try, in order: the candidates, and after them what is cooling. */
final class Slots {

    private final Candidate[] candidates;
    private final @Nullable Availability[] cooling;
    private final boolean[] used;
    private final boolean lastResort;

    /**
     * All of them.
     *
     * @param lastResort whether candidates are tried although their failure rate is too high
     */
    Slots(List<Candidate> open, List<Cooling> cooling, boolean lastResort) {
        int count = open.size() + cooling.size();
        this.candidates = open.toArray(new Candidate[count]);
        this.cooling = new Availability[count];
        this.used = new boolean[count];
        this.lastResort = lastResort;
        for (int index = 0; index < cooling.size(); index++) {
            this.candidates[open.size() + index] = cooling.get(index).candidate();
            this.cooling[open.size() + index] = cooling.get(index).until();
        }
    }

    /** The first slot that is neither used nor cooling, -1 if there is none. */
    int nextOpen(long nanos) {
        for (int index = 0; index < used.length; index++) {
            Availability until = cooling[index];
            if (!used[index] && (until == null || until.until() - nanos <= 0)) {
                return index;
            }
        }
        return -1;
    }

    Candidate use(int index) {
        used[index] = true;
        return candidates[index];
    }

    /** Gives a slot back that turned out to be cooling. */
    void cools(int index, Availability until) {
        cooling[index] = until;
        giveBack(index);
    }

    /** Lets a slot be used once more. */
    void giveBack(int index) {
        used[index] = false;
    }

    /** The first unused slot that cools down for its failure rate alone, -1 if there is none. */
    int nextFailing() {
        for (int index = 0; index < used.length; index++) {
            Availability until = cooling[index];
            if (!used[index] && until != null && until.soft()) {
                return index;
            }
        }
        return -1;
    }

    boolean used(int index) {
        return used[index];
    }

    boolean lastResort(int index) {
        return lastResort && cooling[index] == null;
    }

    /** Leaves out what has no larger context than that slot. */
    void leaveOutSmaller(int index) {
        Integer length = candidates[index].deployment().contextLength();
        for (int other = 0; other < used.length; other++) {
            Integer otherLength = candidates[other].deployment().contextLength();
            used[other] |= length != null && otherLength != null && otherLength <= length;
        }
    }

    /** The unused slot whose cooldown ends first, -1 if none is cooling. */
    int firstToRecover() {
        int first = -1;
        for (int index = 0; index < used.length; index++) {
            Availability until = cooling[index];
            if (!used[index] && until != null && (first < 0 || until.until() - coolingUntil(first) < 0)) {
                first = index;
            }
        }
        return first;
    }

    long coolingUntil(int index) {
        Availability until = cooling[index];
        return until == null ? 0 : until.until();
    }

    /** The failure of a call of which nothing could be tried. */
    Failure nothingTried(long nanos) {
        int first = firstToRecover();
        Availability until = first < 0 ? null : cooling[first];
        if (until == null) {
            return Failure.of(FailureKind.REFUSED, "no deployment may be called for this request right now");
        }
        FailureKind cause = until.cause() == null ? FailureKind.SERVER : until.cause();
        Duration left = Duration.ofNanos(Math.max(0, until.until() - nanos));
        String message = "every deployment is cooling down or at its limit, " + candidates[first] + " for another "
                + left.toMillis() + " ms";
        return new Failure(cause, null, left, message, null);
    }
}
