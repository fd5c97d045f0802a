package dev.signalbox.router.execution;

import dev.signalbox.router.resilience.Health;
import dev.signalbox.router.resilience.Permit;
import org.jspecify.annotations.Nullable;

/**
 * Leave to start one attempt: of the deployment, of the key that it is called with, and of the limits.
 *
 * @param target the deployment
 * @param access the key
 * @param own leave of the deployment
 * @param credential leave of the key
 * @param limited leave of the deployment under that key, {@code null} where it has one key only
 * @param tokens what the attempt is expected to use
 */
record Leave(
        Target target,
        Access access,
        Permit own,
        Permit credential,
        @Nullable Permit limited,
        long tokens) {

    /**
     * Asks for it.
     *
     * @param tokens what the attempt is expected to use
     * @param evenIfFailing whether a cooldown that was set for the failure rate alone does not count
     * @return {@code null} if the attempt must not start
     */
    static @Nullable Leave ask(Target target, long tokens, long nanos, boolean evenIfFailing) {
        Permit own = target.health().tryAcquire(nanos, evenIfFailing);
        if (own == null) {
            return null;
        }
        for (Access access : target.accesses()) {
            Leave leave = ask(target, access, own, tokens, nanos);
            if (leave != null) {
                return leave.takesPlace(nanos) ? leave : null;
            }
        }
        target.health().released(own);
        return null;
    }

    private static @Nullable Leave ask(Target target, Access access, Permit own, long tokens, long nanos) {
        Permit credential = access.credential().tryAcquire(nanos, false);
        if (credential == null) {
            return null;
        }
        Health health = access.limited();
        Permit limited = health == null ? null : health.tryAcquire(nanos, false);
        if (health != null && limited == null) {
            access.credential().released(credential);
            return null;
        }
        return new Leave(target, access, own, credential, limited, tokens);
    }

    private boolean takesPlace(long nanos) {
        boolean taken = false;
        try {
            taken = target.load().start(tokens, nanos);
        } finally {
            if (!taken) {
                release();
            }
        }
        return taken;
    }

    /** The attempt was not made after all. */
    void giveBack() {
        release();
        target.load().giveBack(tokens);
    }

    private void release() {
        target.health().released(own);
        access.credential().released(credential);
        Health health = access.limited();
        if (health != null && limited != null) {
            health.released(limited);
        }
    }
}
