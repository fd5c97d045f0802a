package dev.signalbox.router.resilience;

/**
 * Successes and failures of the current half window and of the one before.
 *
 * @param start when the current half began, in nanoseconds
 */
record FailureWindow(long start, int ok, int failed, int previousOk, int previousFailed) {

    static FailureWindow startingAt(long nanos) {
        return new FailureWindow(nanos, 0, 0, 0, 0);
    }

    FailureWindow add(boolean success, long nanos, long half) {
        FailureWindow window = at(nanos, half);
        return new FailureWindow(
                window.start,
                window.ok + (success ? 1 : 0),
                window.failed + (success ? 0 : 1),
                window.previousOk,
                window.previousFailed);
    }

    private FailureWindow at(long nanos, long half) {
        long age = nanos - start;
        if (age < half) {
            return this;
        }
        return age < 2 * half ? new FailureWindow(start + half, 0, 0, ok, failed) : startingAt(nanos);
    }

    boolean fails(CooldownSettings settings) {
        int failures = failed + previousFailed;
        int calls = failures + ok + previousOk;
        return calls >= settings.minCalls() && failures >= settings.failureRate() * calls;
    }
}
