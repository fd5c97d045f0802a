package dev.signalbox.router.store.jdbc;

import dev.signalbox.router.budget.BudgetAccount;
import dev.signalbox.router.budget.BudgetAnswer;
import dev.signalbox.router.budget.BudgetBalance;
import dev.signalbox.router.budget.BudgetClaim;
import dev.signalbox.router.budget.BudgetReservation;
import dev.signalbox.router.budget.BudgetSpan;
import dev.signalbox.router.budget.BudgetStore;
import dev.signalbox.router.budget.BudgetStoreException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Budgets in the tables {@code signalbox_budget_…}, for all nodes that use the database. Each method is one transaction; time
 * is that of the database.
 */
public final class JdbcBudgetStore implements BudgetStore {

    /** How often something is tried that other transactions are in the way of. */
    private static final int TRIES = 5;

    private static final Duration KEPT = Duration.ofHours(1);

    private final JdbcStore store;
    private final BudgetSql sql;

    /** Uses that database. */
    public JdbcBudgetStore(JdbcStore store) {
        this.store = store;
        this.sql = new BudgetSql(store.database());
    }

    @Override
    public BudgetAnswer reserve(BudgetReservation reservation) {
        return transaction("reserve", jdbc -> {
            reservation.claims().stream().map(BudgetClaim::account).sorted().forEach(account -> lock(jdbc, account));
            boolean known = isKnown(jdbc, reservation);
            List<BudgetBalance> balances = balances(jdbc, reservation);
            if (known) {
                return new BudgetAnswer(true, balances);
            }
            if (!fit(reservation, balances)) {
                return new BudgetAnswer(false, balances);
            }
            jdbc.batchUpdate(sql.insertClaim(), BudgetRows.claims(reservation));
            return new BudgetAnswer(true, BudgetRows.with(reservation, balances, isAlive(jdbc, reservation.owner())));
        });
    }

    /** Whoever reserves of an account waits for those before; what is read after that is what they have left. */
    private void lock(JdbcTemplate jdbc, BudgetAccount account) {
        while (sql.locks()
                && jdbc.queryForList(sql.lockAccount(), account.budget(), account.subject())
                        .isEmpty()) {
            jdbc.update(sql.insertAccount(), account.budget(), account.subject());
        }
        if (!sql.locks()) {
            jdbc.update(sql.insertAccount(), account.budget(), account.subject());
        }
    }

    private boolean isKnown(JdbcTemplate jdbc, BudgetReservation reservation) {
        return !jdbc.queryForList(sql.claims(), reservation.id()).isEmpty();
    }

    private boolean isAlive(JdbcTemplate jdbc, String owner) {
        return !jdbc.queryForList(sql.aliveOwner(), owner).isEmpty();
    }

    private List<BudgetBalance> balances(JdbcTemplate jdbc, BudgetReservation reservation) {
        return reservation.claims().stream()
                .map(claim -> balance(jdbc, claim.account(), claim.span(), claim.limit()))
                .toList();
    }

    private BudgetBalance balance(JdbcTemplate jdbc, BudgetAccount account, BudgetSpan span, long limit) {
        return jdbc.query(
                        sql.balance(),
                        (row, number) -> BudgetRows.balance(row, account, limit),
                        account.budget(),
                        account.budget(),
                        account.subject(),
                        span.from(),
                        span.slot(),
                        account.budget(),
                        account.subject())
                .get(0);
    }

    private static boolean fit(BudgetReservation reservation, List<BudgetBalance> balances) {
        for (int index = 0; index < balances.size(); index++) {
            BudgetClaim claim = reservation.claims().get(index);
            if (claim.hard() && balances.get(index).left() < claim.amount()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void settle(String reservation, List<Long> used, boolean closed) {
        transaction("settle", jdbc -> {
            List<BudgetRows.Open> open = jdbc.query(sql.openClaims(), BudgetRows::open, reservation);
            open.stream().sorted().forEach(claim -> book(jdbc, claim, used.get(claim.position())));
            if (closed) {
                jdbc.update(sql.deleteClaims(), reservation);
            } else {
                open.forEach(claim ->
                        jdbc.update(sql.settleClaim(), used.get(claim.position()), reservation, claim.position()));
            }
            return open.size();
        });
    }

    private void book(JdbcTemplate jdbc, BudgetRows.Open claim, long used) {
        if (used != claim.settled()) {
            BudgetAccount account = claim.account();
            jdbc.update(sql.book(), account.budget(), account.subject(), claim.slot(), used - claim.settled());
        }
    }

    @Override
    public void heartbeat(String owner, Duration timeToLive) {
        transaction("take a heartbeat", jdbc -> jdbc.update(sql.heartbeat(), owner, timeToLive.toMillis()));
    }

    @Override
    public BudgetBalance balance(BudgetAccount account, BudgetSpan span, long limit) {
        return transaction("read a balance", jdbc -> balance(jdbc, account, span, limit));
    }

    @Override
    public List<BudgetBalance> balances(String budget, BudgetSpan span, long limit, int max) {
        return transaction(
                "read the balances",
                jdbc -> jdbc.query(
                        sql.balances(),
                        (row, number) ->
                                BudgetRows.balance(row, new BudgetAccount(budget, row.getString("subject")), limit),
                        budget,
                        span.from(),
                        span.slot(),
                        budget,
                        max));
    }

    @Override
    public void limit(String budget, @Nullable Long limit) {
        transaction(
                "set a limit",
                jdbc -> limit == null
                        ? jdbc.update(sql.deleteLimit(), budget)
                        : jdbc.update(sql.setLimit(), budget, limit));
    }

    @Override
    public void reset(String budget, @Nullable String subject) {
        transaction(
                "forget what was used",
                jdbc -> subject == null
                        ? jdbc.update(sql.resetAll(), budget)
                        : jdbc.update(sql.resetOne(), budget, subject));
    }

    @Override
    public void prune(String budget, long before) {
        transaction("prune", jdbc -> {
            jdbc.update(sql.deleteSlots(), budget, before);
            jdbc.update(sql.deleteDeadClaims(), KEPT.toMillis());
            jdbc.update(sql.deleteDeadOwners(), KEPT.toMillis());
            return jdbc.update(sql.deleteEmptyAccounts(), budget);
        });
    }

    private <T> T transaction(String what, Function<JdbcTemplate, T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return store.transaction(work);
            } catch (TransientDataAccessException e) {
                if (tries == TRIES) {
                    throw failed(what, e);
                }
            } catch (NestedRuntimeException e) {
                throw failed(what, e);
            }
        }
    }

    private static BudgetStoreException failed(String what, RuntimeException cause) {
        return new BudgetStoreException("The database of the budgets could not " + what, cause);
    }
}
