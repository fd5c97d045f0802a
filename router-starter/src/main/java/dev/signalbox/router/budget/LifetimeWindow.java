package dev.signalbox.router.budget;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** All time: what was used counts for ever, unless somebody resets it. */
record LifetimeWindow() implements BudgetWindow {

    static final LifetimeWindow INSTANCE = new LifetimeWindow();

    private static final BudgetSpan ALWAYS = new BudgetSpan(0, 0);

    @Override
    public BudgetSpan span(Instant moment) {
        return ALWAYS;
    }

    @Override
    public @Nullable Instant resetsAt(Instant moment) {
        return null;
    }

    @Override
    public String toString() {
        return "lifetime";
    }
}
