package dev.signalbox.router.policy;

import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;

/**
 * A deployment still in the running for one request.
 *
 * @param model the model of the policy for which it stands
 * @param deployment what would be called
 */
public record Candidate(Model model, Deployment deployment) {

    @Override
    public String toString() {
        return deployment.id();
    }
}
