package dev.signalbox.router.budget;

/** What a budget counts. */
public enum BudgetUnit {
    /** Money, in pico-USD (10<sup>-12</sup> USD), so that every sum is exact. */
    USD,
    /** Tokens of input and output together. */
    TOKENS
}
