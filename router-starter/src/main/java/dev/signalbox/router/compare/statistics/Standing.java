package dev.signalbox.router.compare.statistics;

import org.jspecify.annotations.Nullable;

/**
 * What a verdict looks at.
 *
 * @param name the contender
 * @param quality its quality, {@code null} if it has no grade
 * @param cost what a prompt costs with it, in USD; {@code null} if any of it is unknown
 */
public record Standing(
        String name, @Nullable Interval quality, @Nullable Double cost) {}
