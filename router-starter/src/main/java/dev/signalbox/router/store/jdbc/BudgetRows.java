package dev.signalbox.router.store.jdbc;

import dev.signalbox.router.budget.BudgetAccount;
import dev.signalbox.router.budget.BudgetBalance;
import dev.signalbox.router.budget.BudgetClaim;
import dev.signalbox.router.budget.BudgetReservation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Rows of the tables of budgets, in both directions. */
final class BudgetRows {

    private BudgetRows() {}

    /**
     * A claim of an open reservation.
     *
     * @param position its place in the reservation, from 0
     * @param settled what was booked of it so far
     */
    record Open(int position, BudgetAccount account, long slot, long settled) implements Comparable<Open> {

        /** By account: the order in which all transactions touch the slots. */
        @Override
        public int compareTo(Open other) {
            return account.compareTo(other.account);
        }
    }

    static Open open(ResultSet row, int number) throws SQLException {
        return new Open(
                row.getInt("position"),
                new BudgetAccount(row.getString("budget"), row.getString("subject")),
                row.getLong("slot"),
                row.getLong("settled"));
    }

    static BudgetBalance balance(ResultSet row, BudgetAccount account, long configured) throws SQLException {
        long limit = row.getLong("amount");
        boolean unset = row.wasNull();
        return new BudgetBalance(account, unset ? configured : limit, row.getLong("used"), row.getLong("reserved"));
    }

    static List<Object[]> claims(BudgetReservation reservation) {
        List<Object[]> rows = new ArrayList<>();
        for (BudgetClaim claim : reservation.claims()) {
            rows.add(new Object[] {
                reservation.id(),
                rows.size(),
                reservation.owner(),
                claim.account().budget(),
                claim.account().subject(),
                claim.span().slot(),
                claim.amount()
            });
        }
        return rows;
    }

    /** The balances, with the reservation if it counts. */
    static List<BudgetBalance> with(BudgetReservation reservation, List<BudgetBalance> balances, boolean alive) {
        List<BudgetBalance> after = new ArrayList<>();
        for (BudgetBalance before : balances) {
            long amount = alive ? reservation.claims().get(after.size()).amount() : 0;
            after.add(new BudgetBalance(
                    before.account(), before.limit(), before.used(), Math.addExact(before.reserved(), amount)));
        }
        return after;
    }
}
