package dev.signalbox.router.resilience;

/**
 * Leave to start one attempt; given back by {@link Health#succeeded}, {@link Health#failed} or {@link Health#released}.
 *
 * @param probe whether the attempt decides about the end of a cooldown
 */
public record Permit(boolean probe) {

    static final Permit ORDINARY = new Permit(false);
    static final Permit PROBE = new Permit(true);
}
