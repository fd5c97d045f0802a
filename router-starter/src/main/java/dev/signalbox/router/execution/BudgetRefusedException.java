package dev.signalbox.router.execution;

import dev.signalbox.router.budget.BudgetRefusal;

/** The cause of a failure that a budget is the reason of; it carries what the caller is told. */
public final class BudgetRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient BudgetRefusal refusal;

    BudgetRefusedException(BudgetRefusal refusal) {
        super(refusal.toString(), null, false, false);
        this.refusal = refusal;
    }

    /** The budget, and how it stands. */
    public BudgetRefusal refusal() {
        return refusal;
    }
}
