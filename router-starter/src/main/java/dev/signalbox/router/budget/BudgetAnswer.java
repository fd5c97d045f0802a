package dev.signalbox.router.budget;

import java.util.List;

/**
 * What a store says to a reservation.
 *
 * @param granted whether all claims were granted; else none was
 * @param balances of each claim's account, in the order of the claims, with the reservation if it was granted
 */
public record BudgetAnswer(boolean granted, List<BudgetBalance> balances) {

    /** Copies the balances. */
    public BudgetAnswer {
        balances = List.copyOf(balances);
    }
}
