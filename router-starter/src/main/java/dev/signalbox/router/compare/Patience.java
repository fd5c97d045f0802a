package dev.signalbox.router.compare;

import dev.signalbox.router.event.RoutedCall;
import java.time.Duration;

/** How much longer one call waits for its contender. */
final class Patience {

    private final Duration most;
    private Duration left;
    private int heard;

    /**
     * All of it.
     *
     * @param heard how often the contender has answered anybody so far
     */
    Patience(Duration most, int heard) {
        this.most = most;
        this.left = most;
        this.heard = heard;
    }

    /** Takes the time of a call and a pause off; begins anew where the contender has answered others, as it is only busy. */
    boolean suffices(Duration pause, CallAccount last, int heardByNow) {
        if (heardByNow != heard) {
            heard = heardByNow;
            left = most;
        } else {
            RoutedCall call = last.call();
            left = call == null ? left : left.minus(call.duration());
        }
        left = left.minus(pause);
        return !left.isNegative();
    }
}
