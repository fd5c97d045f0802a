package dev.signalbox.router.budget;

/**
 * What a reservation wants of one account. Amounts are in the budget's unit: pico-USD or tokens.
 *
 * @param account the account
 * @param span over which use counts; what is used in the end is booked to its current slot
 * @param limit the configured limit; one that was set at run time by {@link BudgetStore#limit} takes its place
 * @param hard whether the limit holds; else the claim is granted whatever was used, and only counted
 * @param amount what will presumably be used
 */
public record BudgetClaim(BudgetAccount account, BudgetSpan span, long limit, boolean hard, long amount) {

    /**
     * Checks the claim.
     *
     * @throws IllegalArgumentException if limit or amount are negative
     */
    public BudgetClaim {
        if (limit < 0 || amount < 0) {
            throw new IllegalArgumentException(
                    "A claim has no negative amounts, but was " + amount + " of " + limit + " for " + account + ".");
        }
    }
}
