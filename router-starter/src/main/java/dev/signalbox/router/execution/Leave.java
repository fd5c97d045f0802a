package dev.signalbox.router.execution;

import dev.signalbox.router.resilience.Health;
import dev.signalbox.router.resilience.Permit;
import org.jspecify.annotations.Nullable;

/**
 * Leave to start one attempt: of the deployment, and of the key that it is called with.
 *
 * @param target the deployment
 * @param access the key
 * @param own leave of the deployment
 * @param credential leave of the key
 * @param limited leave of the deployment under that key, {@code null} where it has one key only
 */
record Leave(
        Target target,
        Access access,
        Permit own,
        Permit credential,
        @Nullable Permit limited) {

    /**
     * Asks for it.
     *
     * @param evenIfFailing whether a cooldown that was set for the failure rate alone does not count
     * @return {@code null} if the attempt must not start
     */
    static @Nullable Leave ask(Target target, long nanos, boolean evenIfFailing) {
        Permit own = target.health().tryAcquire(nanos, evenIfFailing);
        if (own == null) {
            return null;
        }
        for (Access access : target.accesses()) {
            Permit credential = access.credential().tryAcquire(nanos, false);
            Health health = access.limited();
            Permit limited = credential == null || health == null ? null : health.tryAcquire(nanos, evenIfFailing);
            if (credential != null && (health == null || limited != null)) {
                return new Leave(target, access, own, credential, limited);
            } else if (credential != null) {
                access.credential().released(credential);
            }
        }
        target.health().released(own);
        return null;
    }

    /** Whether what becomes of the attempt decides about the end of a cooldown. */
    boolean probes() {
        return own.probe() || credential.probe() || limited != null && limited.probe();
    }
}
