package dev.signalbox.router.execution;

import dev.signalbox.router.policy.Exclusion;
import dev.signalbox.router.resilience.Health;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to a deployment at run time.
 *
 * @param client how it is called; {@code null} if it cannot be
 * @param unusable why it cannot be called, {@code null} if it can
 * @param health its own health
 * @param credential the health of the key that it is called with
 */
record Target(@Nullable DeploymentClient client, @Nullable Exclusion unusable, Health health, Health credential) {

    boolean streams() {
        return client != null && client.streamingChatModel() != null;
    }
}
