package dev.signalbox.router.store.jdbc;

/** The statements of budgets, which are nearly the same for all databases. */
final class BudgetSql {

    private static final String RESERVED =
            "(select coalesce(sum(case when c.amount > c.settled then c.amount - c.settled"
                    + " else 0 end), 0) from signalbox_budget_claim c"
                    + " join signalbox_budget_owner o on o.owner = c.owner and o.alive_until > %s"
                    + " where c.budget = %s and c.subject = %s)";

    private final boolean locks;
    /** The database's time, in milliseconds since 1970. */
    private final String now;

    BudgetSql(Database database) {
        this.locks = database == Database.POSTGRESQL;
        this.now = locks
                ? "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)"
                : "cast(unixepoch('subsec') * 1000 as integer)";
    }

    /** Whether rows are locked; without that a transaction that writes has the whole database for itself. */
    boolean locks() {
        return locks;
    }

    String lockAccount() {
        return "select budget from signalbox_budget_account where budget = ? and subject = ? for update";
    }

    String insertAccount() {
        return "insert into signalbox_budget_account (budget, subject) values (?, ?) on conflict do nothing";
    }

    String claims() {
        return "select position from signalbox_budget_claim where reservation = ?";
    }

    String openClaims() {
        return "select position, budget, subject, slot, settled from signalbox_budget_claim where reservation = ?"
                + (locks ? " for update" : "");
    }

    String insertClaim() {
        return "insert into signalbox_budget_claim"
                + " (reservation, position, owner, budget, subject, slot, amount, settled)"
                + " values (?, ?, ?, ?, ?, ?, ?, 0)";
    }

    String settleClaim() {
        return "update signalbox_budget_claim set settled = ? where reservation = ? and position = ?";
    }

    String deleteClaims() {
        return "delete from signalbox_budget_claim where reservation = ?";
    }

    String book() {
        return "insert into signalbox_budget_slot (budget, subject, slot, used) values (?, ?, ?, ?)"
                + " on conflict (budget, subject, slot) do update"
                + " set used = signalbox_budget_slot.used + excluded.used";
    }

    String aliveOwner() {
        return "select owner from signalbox_budget_owner where owner = ? and alive_until > " + now;
    }

    String heartbeat() {
        return "insert into signalbox_budget_owner (owner, alive_until) values (?, ? + " + now + ")"
                + " on conflict (owner) do update set alive_until = excluded.alive_until";
    }

    /** One statement, so that what moves from reserved to used is seen on one side, not on both or neither. */
    String balance() {
        return "select (select amount from signalbox_budget_limit where budget = ?) as amount,"
                + " (select coalesce(sum(used), 0) from signalbox_budget_slot"
                + " where budget = ? and subject = ? and slot between ? and ?) as used, "
                + RESERVED.formatted(now, "?", "?") + " as reserved";
    }

    String balances() {
        return "select a.subject as subject,"
                + " (select amount from signalbox_budget_limit l where l.budget = ?) as amount,"
                + " (select coalesce(sum(used), 0) from signalbox_budget_slot s where s.budget = a.budget"
                + " and s.subject = a.subject and s.slot between ? and ?) as used, "
                + RESERVED.formatted(now, "a.budget", "a.subject") + " as reserved"
                + " from signalbox_budget_account a where a.budget = ? order by used desc, subject limit ?";
    }

    String setLimit() {
        return "insert into signalbox_budget_limit (budget, amount) values (?, ?)"
                + " on conflict (budget) do update set amount = excluded.amount";
    }

    String deleteLimit() {
        return "delete from signalbox_budget_limit where budget = ?";
    }

    String resetAll() {
        return "delete from signalbox_budget_slot where budget = ?";
    }

    String resetOne() {
        return resetAll() + " and subject = ?";
    }

    String deleteSlots() {
        return resetAll() + " and slot < ?";
    }

    String deleteDeadClaims() {
        return "delete from signalbox_budget_claim where owner in"
                + " (select owner from signalbox_budget_owner where alive_until < " + now + " - ?)";
    }

    String deleteDeadOwners() {
        return "delete from signalbox_budget_owner where alive_until < " + now + " - ?"
                + " and owner not in (select owner from signalbox_budget_claim)";
    }

    String deleteEmptyAccounts() {
        return "delete from signalbox_budget_account where budget = ?"
                + " and not exists (select 1 from signalbox_budget_slot s"
                + " where s.budget = signalbox_budget_account.budget and s.subject = signalbox_budget_account.subject)"
                + " and not exists (select 1 from signalbox_budget_claim c"
                + " where c.budget = signalbox_budget_account.budget and c.subject = signalbox_budget_account.subject)";
    }
}
