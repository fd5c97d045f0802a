package dev.signalbox.router;

import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.execution.CallWatch;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.Decision;

/** Two that follow the same call. */
record WatchPair(CallWatch first, CallWatch second) implements CallWatch {

    @Override
    public void decided(Decision decision) {
        first.decided(decision);
        second.decided(decision);
    }

    @Override
    public void servedBy(Candidate candidate, boolean passing) {
        first.servedBy(candidate, passing);
        second.servedBy(candidate, passing);
    }

    @Override
    public void passed(byte[] bytes) {
        first.passed(bytes);
        second.passed(bytes);
    }

    @Override
    public void ended(RoutedCall call) {
        first.ended(call);
        second.ended(call);
    }
}
