package dev.signalbox.router.execution;

import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetBalance;
import dev.signalbox.router.budget.BudgetSpan;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one node knows of an account: its last balance, and of which shares of the limit it has told. */
final class KnownBalance {

    private @Nullable BudgetBalance balance;
    private @Nullable BudgetSpan span;
    private final Map<Double, Instant> silentUntil = new HashMap<>(2);

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
        silentUntil.clear();
    }

    /** Whether a share of the limit that is reached is yet to be told in this window; from then on it is told. */
    synchronized boolean untold(Budget budget, double share, Instant now) {
        Instant silent = silentUntil.get(share);
        if (silent != null && now.isBefore(silent)) {
            return false;
        }
        Instant next = budget.window().resetsAt(now);
        silentUntil.put(share, next == null ? Instant.MAX : next);
        return true;
    }
}
