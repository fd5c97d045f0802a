package dev.signalbox.router.execution;

import dev.signalbox.router.budget.BudgetReservation;
import dev.signalbox.router.event.Attempt;
import java.util.concurrent.atomic.AtomicBoolean;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** What budgets keep for one attempt. It ends once: with what was used, or with nothing. */
@RequiredArgsConstructor
final class BudgetHold {

    /** Of an attempt that is under no budget. */
    static final BudgetHold NONE = new BudgetHold(null, CallBudgets.NONE, null, false);

    private final AtomicBoolean over = new AtomicBoolean();
    private final @Nullable BudgetGate gate;
    private final CallBudgets budgets;
    private final @Nullable BudgetReservation reservation;
    /** Whether the store failed when it was asked, so that it may not know of the reservation. */
    private final boolean unknown;

    /** The attempt has ended: what it used is booked, and the rest comes back. */
    void ended(Attempt books) {
        if (gate != null && reservation != null && over.compareAndSet(false, true)) {
            gate.ended(budgets, reservation, unknown, books);
        }
    }

    /** The attempt was never made. */
    void release() {
        if (gate != null && reservation != null && over.compareAndSet(false, true)) {
            gate.released(budgets, reservation, unknown);
        }
    }
}
