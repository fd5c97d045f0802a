package dev.signalbox.router.budget;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Leases slices of budgets from a shared store and grants from them by itself, so that most calls ask nobody.
 *
 * <p>What it promises: all nodes together never grant more than the shared store would, because a slice is reserved there as
 * long as it is held. What it gives up: use is told to the store every {@link Settings#flush}, so balances that others see
 * are older by that; the use of that time is not counted if the process is killed; a call may be refused while another node
 * holds a slice that it does not use, which it gives back after one to two times that; and a limit that is lowered holds
 * when the slices are used up.
 *
 * <p>A slice is {@link Settings#share} of the limit, less where little is left, and never less than a call wants.
 */
@Slf4j
public final class LeasedBudgetStore implements BudgetStore, AutoCloseable {

    /** Of what is left no slice takes more than one of so many parts, so that other nodes get theirs. */
    private static final int PARTS = 8;

    private static final int PERCENT = 100;

    private final BudgetStore shared;
    private final Settings settings;
    private final Threads threads;
    private final Map<Slice.Key, Slice> slices = new ConcurrentHashMap<>();
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final Map<String, Long> aliveUntil = new ConcurrentHashMap<>();
    private final Set<String> doubtful = ConcurrentHashMap.newKeySet();
    private final String prefix = "lease-" + UUID.randomUUID() + "-";
    private final AtomicLong leases = new AtomicLong();
    private final AtomicBoolean telling = new AtomicBoolean();
    private final Future<?> timer;
    private volatile boolean complained;
    private volatile boolean ended;

    /**
     * How much, and how often.
     *
     * @param share what a slice is of the limit, in percent
     * @param flush how often use is told to the shared store
     */
    public record Settings(int share, Duration flush) {}

    /**
     * What it works with.
     *
     * @param scheduler fires its timer; the work is done elsewhere
     * @param executor on whose threads it tells the shared store
     * @param nanos a monotonic clock, in nanoseconds
     */
    public record Threads(ScheduledExecutorService scheduler, Executor executor, LongSupplier nanos) {}

    /** A reservation that was granted here: its slices in the order of its claims, and what of each is settled. */
    private record Grant(BudgetReservation reservation, List<Slice> slices, long[] settled) {}

    /** Leases from that store. */
    public LeasedBudgetStore(BudgetStore shared, Settings settings, Threads threads) {
        this.shared = shared;
        this.settings = settings;
        this.threads = threads;
        long pause = settings.flush().toNanos();
        this.timer =
                threads.scheduler().scheduleWithFixedDelay(this::tellElsewhere, pause, pause, TimeUnit.NANOSECONDS);
    }

    @Override
    public BudgetAnswer reserve(BudgetReservation reservation) {
        Grant known = grants.get(reservation.id());
        if (known != null) {
            return new BudgetAnswer(true, locked(known.slices(), () -> views(known.slices(), reservation)));
        }
        if (!alive(reservation.owner())) {
            return shared.reserve(reservation); // what is leased may be others' by now
        }
        while (true) {
            List<Slice> wanted = slicesOf(reservation);
            BudgetAnswer answer = locked(wanted, () -> reserve(reservation, wanted));
            if (answer != null) {
                return answer;
            }
        }
    }

    private List<Slice> slicesOf(BudgetReservation reservation) {
        return reservation.claims().stream()
                .map(claim -> slices.computeIfAbsent(
                        new Slice.Key(
                                reservation.owner(),
                                claim.account(),
                                claim.span().slot()),
                        key -> new Slice(key, claim.span())))
                .toList();
    }

    /** In the order of accounts, so that nobody waits for each other. */
    private static <T> T locked(List<Slice> wanted, Supplier<T> work) {
        List<Slice> ordered = wanted.stream()
                .sorted(Comparator.comparing((Slice slice) -> slice.key.account()))
                .toList();
        ordered.forEach(Slice::lock);
        try {
            return work.get();
        } finally {
            ordered.forEach(Slice::unlock);
        }
    }

    /** Answers {@code null} if a slice was given back in the meantime. */
    private @Nullable BudgetAnswer reserve(BudgetReservation reservation, List<Slice> wanted) {
        if (wanted.stream().anyMatch(Slice::isGone)) {
            return null;
        }
        boolean granted = true;
        for (int index = 0; index < wanted.size() && granted; index++) {
            granted = provide(wanted.get(index), reservation.claims().get(index));
        }
        if (granted) {
            for (int index = 0; index < wanted.size(); index++) {
                wanted.get(index).begin(reservation.claims().get(index).amount());
            }
            grants.put(reservation.id(), new Grant(reservation, wanted, new long[wanted.size()]));
        }
        return new BudgetAnswer(granted, views(wanted, reservation));
    }

    /** Sees to it that the slice holds what is claimed; answers whether it does. */
    private boolean provide(Slice slice, BudgetClaim claim) {
        long missing = claim.amount() - slice.free();
        if (missing <= 0 && fits(slice, claim)) {
            return true;
        }
        long need = Math.max(0, missing);
        long size = size(slice, claim, need);
        return lease(slice, claim, size) || size > need && lease(slice, claim, need);
    }

    /** Estimates that were too low may have used up more than there was. */
    private static boolean fits(Slice slice, BudgetClaim claim) {
        BudgetBalance seen = slice.seen();
        return seen != null && (!claim.hard() || slice.view(seen).left() >= claim.amount());
    }

    private long size(Slice slice, BudgetClaim claim, long need) {
        BudgetBalance seen = slice.seen();
        long limit = seen == null ? claim.limit() : seen.limit();
        long most = seen == null ? Long.MAX_VALUE : Math.max(0, seen.left()) / PARTS;
        return Math.max(need, Math.min(limit / PERCENT * settings.share(), most));
    }

    private boolean lease(Slice slice, BudgetClaim claim, long amount) {
        String id = prefix + leases.incrementAndGet();
        slice.tell(shared); // so that what is seen is not less than what this node knows
        BudgetAnswer answer = ask(new BudgetReservation(
                id,
                slice.key.owner(),
                List.of(new BudgetClaim(claim.account(), claim.span(), claim.limit(), claim.hard(), amount))));
        if (answer.granted()) {
            slice.add(id, amount);
        }
        slice.saw(answer.balances().get(0));
        return answer.granted();
    }

    /** A lease of which nobody knows whether it was granted must not be held for ever. */
    private BudgetAnswer ask(BudgetReservation lease) {
        try {
            return shared.reserve(lease);
        } catch (RuntimeException e) {
            doubtful.add(lease.id());
            throw e;
        }
    }

    private void giveBackDoubtful() {
        for (String lease : doubtful) {
            shared.settle(lease, List.of(0L), true);
            doubtful.remove(lease);
        }
    }

    /** The accounts as last seen; what this node holds and has not granted is not reserved. */
    private List<BudgetBalance> views(List<Slice> wanted, BudgetReservation reservation) {
        List<BudgetBalance> views = new ArrayList<>(wanted.size());
        for (Slice slice : wanted) {
            BudgetClaim claim = reservation.claims().get(views.size());
            BudgetBalance seen = slice.seen();
            views.add(seen == null ? new BudgetBalance(claim.account(), claim.limit(), 0, 0) : slice.view(seen));
        }
        return views;
    }

    @Override
    public void settle(String reservation, List<Long> used, boolean closed) {
        Grant grant = grants.get(reservation);
        if (grant == null) {
            shared.settle(reservation, used, closed);
            return;
        }
        locked(grant.slices(), () -> settle(grant, used, closed));
    }

    private boolean settle(Grant grant, List<Long> used, boolean closed) {
        if (!grants.containsKey(grant.reservation().id())) {
            return false;
        }
        for (int index = 0; index < used.size(); index++) {
            long amount = grant.reservation().claims().get(index).amount();
            long before = grant.settled()[index];
            long after = used.get(index);
            long kept = closed ? 0 : Math.max(0, amount - after);
            grant.slices().get(index).settle(Math.max(0, amount - before) - kept, after - before);
            grant.settled()[index] = after;
        }
        if (closed) {
            grants.remove(grant.reservation().id());
            grant.slices().forEach(Slice::end);
        }
        if (ended) {
            grant.slices().forEach(this::tellOrGiveBack);
        }
        return true;
    }

    /** After the end there is nobody else to give back what the last call under way leaves. */
    private void tellOrGiveBack(Slice slice) {
        slice.tell(shared);
        boolean unused = slice.quiet() && giveBack(slice);
    }

    @Override
    public void heartbeat(String owner, Duration timeToLive) {
        long now = threads.nanos().getAsLong(); // before: what takes long counts from its beginning
        boolean lapsed = aliveUntil.containsKey(owner) && !alive(owner);
        shared.heartbeat(owner, timeToLive);
        if (lapsed) {
            slices.values().stream()
                    .filter(slice -> slice.key.owner().equals(owner))
                    .forEach(this::leaseAnew);
        }
        aliveUntil.put(owner, now + timeToLive.toNanos());
    }

    private boolean alive(String owner) {
        Long until = aliveUntil.get(owner);
        return until != null && until - threads.nanos().getAsLong() > 0;
    }

    /** While the node was dead others may have used what it held. What it has granted it keeps; the rest is given back. */
    private void leaseAnew(Slice slice) {
        locked(List.of(slice), () -> {
            slice.giveBack(shared);
            BudgetBalance seen = slice.seen();
            long limit = seen == null ? 0 : seen.limit();
            BudgetClaim kept = new BudgetClaim(slice.key.account(), slice.span, limit, false, slice.reserved());
            return slice.quiet() || lease(slice, kept, kept.amount());
        });
    }

    @Override
    public BudgetBalance balance(BudgetAccount account, BudgetSpan span, long limit) {
        tell(false);
        return own(shared.balance(account, span, limit));
    }

    @Override
    public List<BudgetBalance> balances(String budget, BudgetSpan span, long limit, int max) {
        tell(false);
        return shared.balances(budget, span, limit, max).stream().map(this::own).toList();
    }

    /** What this node holds and has not granted is not reserved. */
    private BudgetBalance own(BudgetBalance balance) {
        long free = slices.values().stream()
                .filter(slice -> slice.key.account().equals(balance.account()) && alive(slice.key.owner()))
                .mapToLong(slice -> locked(List.of(slice), () -> Math.max(0, slice.free())))
                .sum();
        return new BudgetBalance(balance.account(), balance.limit(), balance.used(), balance.reserved() - free);
    }

    @Override
    public void limit(String budget, @Nullable Long limit) {
        shared.limit(budget, limit);
        if (limit != null) {
            slices.values().stream()
                    .filter(slice -> slice.key.account().budget().equals(budget))
                    .forEach(slice -> locked(List.of(slice), () -> slice.limited(limit)));
        }
    }

    @Override
    public void reset(String budget, @Nullable String subject) {
        tell(false);
        shared.reset(budget, subject);
    }

    @Override
    public void prune(String budget, long before) {
        tell(true);
        shared.prune(budget, before);
    }

    private void tellElsewhere() {
        if (telling.compareAndSet(false, true)) {
            threads.executor().execute(() -> {
                try {
                    giveBackDoubtful();
                    tell(false);
                    giveBackIdle();
                    complained = false;
                } catch (RuntimeException e) {
                    complain(e);
                } finally {
                    telling.set(false);
                }
            });
        }
    }

    private void complain(RuntimeException cause) {
        if (!complained) {
            log.warn(
                    "What budgets have used cannot be told to their store; it will be when it is back: {}",
                    cause.toString());
        }
        complained = true;
    }

    /** Tells all use; gives back what is not under way, if that is wanted. */
    private void tell(boolean giveBack) {
        for (Slice slice : slices.values()) {
            locked(List.of(slice), () -> {
                slice.tell(shared);
                return giveBack && slice.quiet() && giveBack(slice);
            });
        }
    }

    private void giveBackIdle() {
        for (Slice slice : slices.values()) {
            locked(List.of(slice), () -> slice.idle() && giveBack(slice));
        }
    }

    private boolean giveBack(Slice slice) {
        slice.giveBack(shared);
        slice.leave();
        return slices.remove(slice.key, slice);
    }

    /** Tells all use and gives everything back; what is still under way is settled at the shared store. */
    @Override
    public void close() {
        timer.cancel(false);
        ended = true;
        giveBackDoubtful();
        tell(true);
    }
}
