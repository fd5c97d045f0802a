package dev.signalbox.router.resilience;

/**
 * Leave to start one attempt; given back by {@link Health#succeeded}, {@link Health#failed} or {@link Health#released}.
 *
 * @param probe whether the attempt decides about the end of a cooldown
 * @param until when a probe is given up; tells one probe from another
 */
public record Permit(boolean probe, long until) {

    static final Permit ORDINARY = new Permit(false, 0);
}
