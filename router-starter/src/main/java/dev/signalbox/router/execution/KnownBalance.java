package dev.signalbox.router.execution;

import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetBalance;
import dev.signalbox.router.budget.BudgetSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one node knows of an account: its last balance, and of which shares of the limit it has told. */
final class KnownBalance {

    private @Nullable BudgetBalance balance;
    private @Nullable BudgetSpan span;
    private Instant[] silentUntil = new Instant[0];

    /** The store has said how the account stands. */
    synchronized void saw(BudgetBalance seen, BudgetSpan over) {
        balance = seen;
        span = over;
    }

    /** This node has used so much of what it had reserved. */
    synchronized void settled(long reserved, long used) {
        BudgetBalance known = balance;
        if (known != null) {
            balance = new BudgetBalance(
                    known.account(), known.limit(), known.used() + used, Math.max(0, known.reserved() - reserved));
        }
    }

    /** The last balance, {@code null} if none is known or nothing of it counts any more. */
    synchronized @Nullable BudgetBalance over(BudgetSpan now) {
        return span == null || span.slot() < now.from() ? null : balance;
    }

    /** Forgets the balance and what was told: it is no longer true. */
    synchronized void forget() {
        balance = null;
        silentUntil = new Instant[0];
    }

    /**
     * The shares of the limit that are reached and that were not told in this window.
     *
     * @param all those of interest, ascending
     * @param reached up to which share the account is used
     */
    synchronized List<Double> untold(Budget budget, List<Double> all, double reached, Instant now) {
        if (silentUntil.length != all.size()) {
            silentUntil = new Instant[all.size()];
            Arrays.fill(silentUntil, Instant.MIN);
        }
        List<Double> untold = new ArrayList<>(0);
        for (int index = 0; index < all.size(); index++) {
            if (reached >= all.get(index) && !now.isBefore(silentUntil[index])) {
                Instant next = budget.window().resetsAt(now);
                silentUntil[index] = next == null ? Instant.MAX : next;
                untold.add(all.get(index));
            }
        }
        return untold;
    }
}
