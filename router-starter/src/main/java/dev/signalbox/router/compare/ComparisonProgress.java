package dev.signalbox.router.compare;

import dev.signalbox.router.usage.Cost;

/**
 * How far a comparison is.
 *
 * @param done how many outcomes are known
 * @param total how many there will be
 * @param failed how many of those known are failures
 * @param cost what was spent, judges included
 * @param latest the outcome that was added
 */
public record ComparisonProgress(int done, int total, int failed, Cost cost, Outcome latest) {}
