package dev.signalbox.router.execution;

import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.model.Names;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;

/** What a person may ask and do about the deployments of the configuration in force. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class Operations {

    private final Supplier<Snapshot> snapshot;
    private final LongSupplier nanos;
    private final Publisher publisher;
    private final ShadowTargets shadows;

    /**
     * Takes a deployment out until {@link #resume}: nothing new starts, what is under way goes on.
     *
     * @throws IllegalArgumentException if there is none of that id
     */
    public void drain(String deploymentId) {
        target(deploymentId).health().drain();
    }

    /**
     * Lets a deployment in again that was drained, or is disabled because its provider did not know the model.
     *
     * @throws IllegalArgumentException if there is none of that id
     */
    public void resume(String deploymentId) {
        target(deploymentId).health().resume();
    }

    /**
     * Ends the cooldowns of a deployment and of the keys it is called with, without a probe.
     *
     * @return whether there were any
     * @throws IllegalArgumentException if there is none of that id
     */
    public boolean endCooldown(String deploymentId) {
        boolean ended = target(deploymentId).endCooldown(nanos.getAsLong());
        if (ended) {
            snapshot.get()
                    .catalogue()
                    .deployment(deploymentId)
                    .ifPresent(deployment -> publisher.publish(new RouterEvent.CooldownEnded(deployment)));
        }
        return ended;
    }

    /** How each deployment is doing now, in configured order. */
    public List<DeploymentStatus> status() {
        Snapshot now = snapshot.get();
        long moment = nanos.getAsLong();
        return now.catalogue().deployments().stream()
                .map(deployment -> DeploymentStatus.of(deployment, now.target(deployment), moment))
                .toList();
    }

    /**
     * How many attempts at a deployment are under way, those of shadows included.
     *
     * @throws IllegalArgumentException if there is none of that id
     */
    public int inFlight(String deploymentId) {
        return target(deploymentId).load().statistics().inFlight() + shadows.inFlight(deploymentId);
    }

    private Target target(String deploymentId) {
        Target target = snapshot.get().targets().get(deploymentId);
        if (target == null) {
            throw new IllegalArgumentException("'" + deploymentId + "' is not a deployment."
                    + Names.known(
                            "deployments",
                            deploymentId,
                            snapshot.get().targets().keySet()));
        }
        return target;
    }
}
