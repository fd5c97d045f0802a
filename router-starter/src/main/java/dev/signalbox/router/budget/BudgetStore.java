package dev.signalbox.router.budget;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts what budgets have used and what is reserved, for one node or many. An estimate is reserved, the truth is settled,
 * and what an owner leaves behind when it dies comes back by itself.
 *
 * <p>What an account has used within a span is the sum of its slots from {@link BudgetSpan#from} to {@link BudgetSpan#slot};
 * what is reserved is the sum of the open reservations whose owners are alive, whatever their span.
 *
 * <p>Implementations are thread-safe and may block for as long as one round trip takes. Each method is one atomic step, for
 * all nodes that share the store. All may be repeated after a failure of which it is not known whether it came before or
 * after the step: none counts twice. What cannot be done for now, because the store is not there, is a
 * {@link BudgetStoreException}.
 */
public interface BudgetStore {

    /**
     * Reserves all claims or none: each hard claim is granted if what is used, what is reserved and its amount together do
     * not pass its limit, and each other claim always. A reservation that there is already is answered again and changes
     * nothing.
     */
    BudgetAnswer reserve(BudgetReservation reservation);

    /**
     * Books what was used, and takes it off what is reserved. May be called again as more is used; of an unknown
     * reservation, because it was closed before, nothing is booked. One whose owner was dead for a while is known for at
     * least an hour and settled like any other.
     *
     * @param reservation the id of the reservation
     * @param used for each claim, in order, all that was used so far; never less than was said before. More than was
     *     reserved is booked as well
     * @param closed whether that was all; what is left of the reservation is released
     */
    void settle(String reservation, List<Long> used, boolean closed);

    /**
     * Says that an owner is alive. Its reservations count until the time is over without another heartbeat, and count
     * again when one comes later. Without any heartbeat before, they do not count.
     */
    void heartbeat(String owner, Duration timeToLive);

    /** How one account stands over a span; the limit given is that which is configured. */
    BudgetBalance balance(BudgetAccount account, BudgetSpan span, long limit);

    /**
     * How the accounts of a budget stand over a span, those that used most first.
     *
     * @param limit the configured limit
     * @param max how many at most
     */
    List<BudgetBalance> balances(String budget, BudgetSpan span, long limit, int max);

    /**
     * Sets the limit of a budget, for all its subjects and all nodes, in place of the configured one.
     *
     * @param limit in the budget's unit; {@code null} for the configured one
     */
    void limit(String budget, @Nullable Long limit);

    /**
     * Forgets what was used; what is reserved stays.
     *
     * @param subject whose use, {@code null} for that of all subjects
     */
    void reset(String budget, @Nullable String subject);

    /** Forgets what a budget used in slots before that one, and of reservations what has been dead for an hour. */
    void prune(String budget, long before);
}
