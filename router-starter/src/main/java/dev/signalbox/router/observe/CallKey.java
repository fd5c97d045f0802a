package dev.signalbox.router.observe;

import dev.signalbox.router.policy.Decision;

/**
 * Tells calls apart: by the very object of their decision, because ids are drawn by chance.
 *
 * @param decision of the call
 */
record CallKey(Decision decision) {

    @Override
    public boolean equals(Object other) {
        return other instanceof CallKey key && key.decision == decision;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(decision);
    }
}
