package dev.signalbox.router.store.memory;

import dev.signalbox.router.budget.BudgetAccount;
import dev.signalbox.router.budget.BudgetAnswer;
import dev.signalbox.router.budget.BudgetBalance;
import dev.signalbox.router.budget.BudgetClaim;
import dev.signalbox.router.budget.BudgetReservation;
import dev.signalbox.router.budget.BudgetSpan;
import dev.signalbox.router.budget.BudgetStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Budgets of one process, gone when it ends. One lock makes each method one step; it is held for some arithmetic only.
 */
@RequiredArgsConstructor
public final class MemoryBudgetStore implements BudgetStore {

    /** How long the reservations of a dead owner are known. */
    private static final long KEPT = Duration.ofHours(1).toNanos();

    private final TreeMap<BudgetAccount, MemoryAccount> accounts = new TreeMap<>();
    private final Map<String, Long> limits = new HashMap<>();
    private final Map<String, Open> open = new HashMap<>();
    private final Map<String, Long> aliveUntil = new HashMap<>();
    /** The owners whose reservations count now. */
    private final Set<String> counting = new HashSet<>();
    /** A monotonic clock, in nanoseconds. */
    private final LongSupplier nanos;

    /** An open reservation, what of it is settled, and whether the accounts count the rest as reserved. */
    private static final class Open {
        private final BudgetReservation reservation;
        private final long[] settled;
        private boolean counted;

        Open(BudgetReservation reservation) {
            this.reservation = reservation;
            this.settled = new long[reservation.claims().size()];
        }
    }

    @Override
    public synchronized BudgetAnswer reserve(BudgetReservation reservation) {
        releaseDead();
        boolean known = open.containsKey(reservation.id());
        boolean granted = known || reservation.claims().stream().allMatch(this::fits);
        if (granted && !known) {
            Open one = new Open(reservation);
            open.put(reservation.id(), one);
            count(one, counting.contains(reservation.owner()));
        }
        return new BudgetAnswer(
                granted,
                reservation.claims().stream()
                        .map(claim -> balance(claim.account(), claim.span(), claim.limit()))
                        .toList());
    }

    private boolean fits(BudgetClaim claim) {
        if (!claim.hard()) {
            return true;
        }
        BudgetBalance balance = balance(claim.account(), claim.span(), claim.limit());
        return balance.left() >= claim.amount();
    }

    /** Lets the accounts count what is left of a reservation, or no longer. */
    private void count(Open one, boolean counted) {
        if (one.counted == counted) {
            return;
        }
        one.counted = counted;
        List<BudgetClaim> claims = one.reservation.claims();
        for (int index = 0; index < claims.size(); index++) {
            long left = Math.max(0, claims.get(index).amount() - one.settled[index]);
            account(claims.get(index).account()).reserve(counted ? left : -left);
        }
    }

    @Override
    public synchronized void settle(String reservation, List<Long> used, boolean closed) {
        releaseDead();
        Open one = open.get(reservation);
        if (one == null) {
            return;
        }
        boolean counted = one.counted;
        count(one, false);
        for (int index = 0; index < one.settled.length; index++) {
            BudgetClaim claim = one.reservation.claims().get(index);
            account(claim.account()).book(claim.span().slot(), used.get(index) - one.settled[index]);
            one.settled[index] = used.get(index);
        }
        if (closed) {
            open.remove(reservation);
        } else {
            count(one, counted);
        }
    }

    @Override
    public synchronized void heartbeat(String owner, Duration timeToLive) {
        releaseDead();
        aliveUntil.put(owner, nanos.getAsLong() + timeToLive.toNanos());
        if (counting.add(owner)) {
            countAll(owner, true);
        }
    }

    /** Looks at the owners, which are few, and at their reservations only when one has died. */
    private void releaseDead() {
        long now = nanos.getAsLong();
        for (String owner : List.copyOf(counting)) {
            Long until = aliveUntil.get(owner);
            if (until == null || until - now <= 0) {
                counting.remove(owner);
                countAll(owner, false);
            }
        }
    }

    private void countAll(String owner, boolean counted) {
        open.values().stream()
                .filter(one -> one.reservation.owner().equals(owner))
                .forEach(one -> count(one, counted));
    }

    @Override
    public synchronized BudgetBalance balance(BudgetAccount account, BudgetSpan span, long limit) {
        releaseDead();
        MemoryAccount known = accounts.get(account);
        long inForce = limits.getOrDefault(account.budget(), limit);
        return known == null
                ? new BudgetBalance(account, inForce, 0, 0)
                : new BudgetBalance(account, inForce, known.used(span), known.reserved());
    }

    @Override
    public synchronized List<BudgetBalance> balances(String budget, BudgetSpan span, long limit, int max) {
        return of(budget).keySet().stream()
                .map(account -> balance(account, span, limit))
                .sorted(Comparator.comparingLong(BudgetBalance::used).reversed())
                .limit(max)
                .toList();
    }

    private Map<BudgetAccount, MemoryAccount> of(String budget) {
        return accounts.subMap(new BudgetAccount(budget, ""), new BudgetAccount(budget + '\0', ""));
    }

    @Override
    public synchronized void limit(String budget, @Nullable Long limit) {
        if (limit == null) {
            limits.remove(budget);
        } else {
            limits.put(budget, limit);
        }
    }

    @Override
    public synchronized void reset(String budget, @Nullable String subject) {
        of(budget).forEach((account, known) -> {
            if (subject == null || account.subject().equals(subject)) {
                known.reset();
            }
        });
    }

    @Override
    public synchronized void prune(String budget, long before) {
        long now = nanos.getAsLong();
        List<String> gone = new ArrayList<>();
        aliveUntil.forEach((owner, until) -> {
            if (now - until > KEPT) {
                gone.add(owner);
            }
        });
        aliveUntil.keySet().removeAll(gone);
        open.values().removeIf(one -> gone.contains(one.reservation.owner()));
        of(budget).values().forEach(account -> account.prune(before));
        of(budget).values().removeIf(MemoryAccount::isEmpty);
    }

    private MemoryAccount account(BudgetAccount account) {
        return accounts.computeIfAbsent(account, any -> new MemoryAccount());
    }
}
