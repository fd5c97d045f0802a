package dev.signalbox.router.budget;

/**
 * Where a budget counts what one subject uses.
 *
 * @param budget what names the budget: its {@link Budget#key}
 * @param subject the tenant, user, key and so on whose use is counted; empty for a budget of all calls together
 */
public record BudgetAccount(String budget, String subject) implements Comparable<BudgetAccount> {

    /** By budget, then by subject: the order in which stores lock accounts. */
    @Override
    public int compareTo(BudgetAccount other) {
        int byBudget = budget.compareTo(other.budget);
        return byBudget == 0 ? subject.compareTo(other.subject) : byBudget;
    }

    /** For people: {@code tenant-day of acme}. */
    @Override
    public String toString() {
        return subject.isEmpty() ? budget : budget + " of " + subject;
    }
}
