package dev.signalbox.router.resilience;

import java.time.Duration;

/**
 * A cooldown that has just been set.
 *
 * @param cause the kind of failure it was set for
 * @param length how long it lasts from now
 */
public record Cooldown(FailureKind cause, Duration length) {}
