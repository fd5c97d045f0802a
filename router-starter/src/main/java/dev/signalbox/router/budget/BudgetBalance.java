package dev.signalbox.router.budget;

/**
 * How an account stands. Amounts are in the budget's unit: pico-USD or tokens.
 *
 * @param account the account
 * @param limit the limit in force
 * @param used what was used within the span
 * @param reserved what is kept for what is under way, of all nodes that are alive
 */
public record BudgetBalance(BudgetAccount account, long limit, long used, long reserved) {

    /** What is neither used nor reserved; below 0 where a limit was lowered or an estimate was too low. */
    public long left() {
        return limit - used - reserved;
    }
}
