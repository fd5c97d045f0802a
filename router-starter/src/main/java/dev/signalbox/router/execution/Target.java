package dev.signalbox.router.execution;

import dev.signalbox.router.policy.Exclusion;
import dev.signalbox.router.resilience.Availability;
import dev.signalbox.router.resilience.Health;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to a deployment at run time.
 *
 * @param accesses how it is called, by key, in the order in which keys are used; empty if it cannot be called
 * @param unusable why it cannot be called, {@code null} if it can
 * @param health its health
 * @param load what it has to do
 */
record Target(List<Access> accesses, @Nullable Exclusion unusable, Health health, Load load) {

    boolean streams() {
        return !accesses.isEmpty() && accesses.get(0).client().streamingChatModel() != null;
    }

    /** The client of the first key; all keys have the same kind of client. */
    @Nullable
    DeploymentClient client() {
        return accesses.isEmpty() ? null : accesses.get(0).client();
    }

    /** Whether it may be called, with any key. */
    Availability availability(long nanos) {
        Availability own = health.availability(nanos);
        if (own.isOut()) {
            return own;
        }
        Availability ofKeys = ofKeys(nanos);
        boolean keysDecide = !ofKeys.open() && (own.open() || own.soft() || ofKeys.until() - own.until() > 0);
        return keysDecide ? ofKeys : own;
    }

    /**
     * Until when it takes no request of so many tokens, {@code null} if it presumably takes one now.
     *
     * @param evenIfFailing whether a cooldown that was set for the failure rate alone does not count
     */
    @Nullable
    Availability busy(long tokens, long nanos, boolean evenIfFailing) {
        Availability until = availability(nanos);
        if (!until.open() && !(evenIfFailing && until.soft())) {
            return until;
        }
        return load.full(tokens) == null ? null : load.availability(tokens, nanos);
    }

    private Availability ofKeys(long nanos) {
        Availability first = accesses.get(0).availability(nanos);
        for (int index = 1; index < accesses.size() && !first.open(); index++) {
            Availability other = accesses.get(index).availability(nanos);
            first = other.open() || other.until() - first.until() < 0 ? other : first;
        }
        return first;
    }

    /** Ends its own cooldowns and those of its keys; answers whether there were any. */
    boolean endCooldown(long nanos) {
        boolean ended = health.endCooldown(nanos);
        for (Access access : accesses) {
            Health limited = access.limited();
            ended |= access.credential().endCooldown(nanos) | (limited != null && limited.endCooldown(nanos));
        }
        return ended;
    }

    /** Whether a key is free at this moment. */
    boolean hasFreeKey(long nanos) {
        return ofKeys(nanos).open();
    }
}
