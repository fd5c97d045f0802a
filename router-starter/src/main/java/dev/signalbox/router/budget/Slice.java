package dev.signalbox.router.budget;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** What one node has leased of one account for one slot. Whoever touches it holds its lock. */
@RequiredArgsConstructor
final class Slice {

    /**
     * What it belongs to.
     *
     * @param owner the node
     * @param slot the slot to which use is booked
     */
    record Key(String owner, BudgetAccount account, long slot) {}

    /** A reservation at the shared store, from which the node grants by itself. */
    @RequiredArgsConstructor
    private static final class Lease {
        private final String id;
        private final long granted;
        private long used;
        private long told;

        long free() {
            return Math.max(0, granted - used);
        }
    }

    final Key key;
    final BudgetSpan span;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Lease> leases = new ArrayList<>(2);
    private long reserved;
    private boolean touched;
    private boolean gone;
    private int open;
    private long usedEver;
    private @Nullable BudgetBalance seen;
    private long usedThen;
    private long leasedThen;

    void lock() {
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }

    /** What may be granted without asking. */
    long free() {
        return leased() - reserved;
    }

    private long leased() {
        long leased = 0;
        for (Lease lease : leases) {
            leased += lease.free();
        }
        return leased;
    }

    /** Grants so much, until {@link #end}. */
    void begin(long amount) {
        reserved += amount;
        open++;
        touched = true;
    }

    /** What was granted is wholly settled. */
    void end() {
        open--;
    }

    /** Takes back what was granted, of which so much more was used. */
    void settle(long released, long used) {
        reserved -= released;
        usedEver += used;
        touched = true;
        long rest = used;
        for (Lease lease : leases) {
            long part = Math.min(rest, lease.free());
            lease.used += part;
            rest -= part;
        }
        if (rest > 0) {
            leases.get(leases.size() - 1).used += rest; // more than was estimated
        }
    }

    /** What is granted and not yet settled. */
    long reserved() {
        return reserved;
    }

    void add(String lease, long granted) {
        leases.add(new Lease(lease, granted));
    }

    /** Tells the store what was used, and gives back leases that are used up, but for the last one. */
    void tell(BudgetStore store) {
        for (int index = 0; index < leases.size(); index++) {
            Lease lease = leases.get(index);
            boolean over = lease.free() == 0 && index < leases.size() - 1;
            if (over || lease.used > lease.told) {
                long used = lease.used;
                store.settle(lease.id, List.of(used), over);
                lease.told = used;
                if (over) {
                    leases.remove(index--);
                }
            }
        }
    }

    /** Gives everything back. */
    void giveBack(BudgetStore store) {
        while (!leases.isEmpty()) {
            Lease first = leases.get(0);
            store.settle(first.id, List.of(first.used), true);
            leases.remove(0);
        }
    }

    /** Whether nothing is under way that is yet to be settled. */
    boolean quiet() {
        return open == 0;
    }

    /** Whether nothing is under way and nothing has happened here since the last time it was asked. */
    boolean idle() {
        boolean idle = !touched && quiet();
        touched = false;
        return idle;
    }

    /** Nobody may use it any more. */
    void leave() {
        gone = true;
    }

    boolean isGone() {
        return gone;
    }

    /** How the account stood when the store was last asked. */
    @Nullable
    BudgetBalance seen() {
        return seen;
    }

    void saw(BudgetBalance balance) {
        seen = balance;
        usedThen = usedEver;
        leasedThen = leased();
    }

    /** Another limit is in force. */
    boolean limited(long limit) {
        BudgetBalance before = seen;
        seen = before == null ? null : new BudgetBalance(before.account(), limit, before.used(), before.reserved());
        return before != null;
    }

    /**
     * How the account stands, as far as this node knows: as last seen, with what was used here since, and with what is granted
     * here in the place of what is leased.
     */
    BudgetBalance view(BudgetBalance last) {
        long since = usedEver - usedThen;
        return new BudgetBalance(
                last.account(), last.limit(), last.used() + since, last.reserved() - leasedThen + reserved);
    }
}
