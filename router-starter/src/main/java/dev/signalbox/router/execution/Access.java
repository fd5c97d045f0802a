package dev.signalbox.router.execution;

import dev.signalbox.router.resilience.Availability;
import dev.signalbox.router.resilience.Health;
import org.jspecify.annotations.Nullable;

/**
 * One key with which a deployment may be called.
 *
 * @param key names it, without being it
 * @param identity tells it apart from others, also from the one that a reload brings in its place
 * @param client calls it with that key
 * @param credential the health of the key, shared by all deployments that are called with it
 * @param limited the health of the deployment under that key, for what is limited per key; {@code null} where there is one
 *     key only, so that the deployment's own health stands for both
 */
record Access(
        String key,
        String identity,
        DeploymentClient client,
        Health credential,
        @Nullable Health limited) {

    Availability availability(long nanos) {
        Availability ofKey = credential.availability(nanos);
        if (limited == null) {
            return ofKey;
        }
        Availability ofBoth = limited.availability(nanos);
        return ofKey.open() || !ofBoth.open() && ofBoth.until() - ofKey.until() > 0 ? ofBoth : ofKey;
    }
}
