package dev.signalbox.router.resilience;

import java.time.Duration;
import lombok.Builder;

/**
 * When and for how long a deployment is left out.
 *
 * @param backOff the first cooldown where the provider names none; doubled on each repeat
 * @param maxBackOff the longest of these
 * @param credential cooldown of a credential that is refused or used up
 * @param window over which the failure rate is taken; the last half to whole of it counts
 * @param minCalls how many calls the window must hold before the rate means anything
 * @param failureRate the rate, between 0 and 1, from which on the deployment cools down
 * @param probeTimeout after which a probe that has not been decided makes room for another
 */
@Builder(toBuilder = true)
public record CooldownSettings(
        Duration backOff,
        Duration maxBackOff,
        Duration credential,
        Duration window,
        int minCalls,
        double failureRate,
        Duration probeTimeout) {

    /** 1 s doubling to 1 min; credentials 10 min; half of at least 5 calls within 1 min; probes 1 min. */
    public static final CooldownSettings DEFAULT = builder().build();

    /** Builds settings; Lombok fills in the setters. */
    @SuppressWarnings({"UnusedVariable", "NullAway.Init"}) // read and written by what Lombok generates
    public static final class CooldownSettingsBuilder {
        private Duration backOff = Duration.ofSeconds(1);
        private Duration maxBackOff = Duration.ofMinutes(1);
        private Duration credential = Duration.ofMinutes(10);
        private Duration window = Duration.ofMinutes(1);
        private int minCalls = 5;
        private double failureRate = 0.5;
        private Duration probeTimeout = Duration.ofMinutes(1);
    }
}
