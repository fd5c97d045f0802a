package dev.signalbox.router.policy;

import dev.signalbox.router.model.Deployment;

/**
 * A deployment that was left out of a decision, and why.
 *
 * @param deployment what was left out
 * @param reason why
 * @param detail what exactly: the guard's name, the lacking capability, the time left
 */
public record Exclusion(Deployment deployment, Reason reason, String detail) {

    @Override
    public String toString() {
        return deployment.id() + " (" + reason + (detail.isEmpty() ? "" : ": " + detail) + ")";
    }
}
