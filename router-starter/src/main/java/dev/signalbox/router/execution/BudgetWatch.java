package dev.signalbox.router.execution;

import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetAccount;
import dev.signalbox.router.budget.BudgetBalance;
import dev.signalbox.router.budget.BudgetSpan;
import dev.signalbox.router.event.RouterEvent;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of accounts without asking the store: enough to decide and to warn by. Keeps the last {@value #MAX}
 * accounts or so.
 */
@RequiredArgsConstructor
final class BudgetWatch {

    private static final int MAX = 10_000;
    private static final double ALL = 1;

    private final Map<BudgetAccount, KnownBalance> known = new ConcurrentHashMap<>();
    private final Publisher publisher;

    /** The store has said how an account stands. */
    void saw(Budget budget, BudgetBalance balance, BudgetSpan span, Instant now) {
        of(balance.account()).saw(balance, span);
        tell(budget, balance, now);
    }

    /** This node has used so much of what it had reserved. */
    void settled(CallBudgets.Charge charge, long reserved, long used, Instant now) {
        KnownBalance account = of(charge.account());
        account.settled(reserved, used);
        BudgetBalance balance = account.over(charge.budget().window().span(now));
        if (balance != null) {
            tell(charge.budget(), balance, now);
        }
    }

    private void tell(Budget budget, BudgetBalance balance, Instant now) {
        if (balance.account().subject().isEmpty()) {
            publisher.publish(new RouterEvent.BudgetChanged(budget, balance));
        }
        double reached = (double) balance.used() / balance.limit();
        for (double share : budget.warnAt()) {
            if (reached >= share && of(balance.account()).untold(budget, share, now)) {
                publisher.publish(new RouterEvent.BudgetWarning(budget, balance, share));
            }
        }
        if (reached >= ALL) {
            exceeded(budget, balance, now);
        }
    }

    /** The budget is used up, or has refused an attempt for which there was not enough left. */
    void exceeded(Budget budget, BudgetBalance balance, Instant now) {
        if (of(balance.account()).untold(budget, ALL, now)) {
            publisher.publish(new RouterEvent.BudgetExceeded(budget, balance));
        }
    }

    private KnownBalance of(BudgetAccount account) {
        KnownBalance there = known.get(account);
        if (there != null) {
            return there;
        }
        if (known.size() >= MAX) {
            known.keySet().stream().findFirst().ifPresent(known::remove);
        }
        return known.computeIfAbsent(account, any -> new KnownBalance());
    }

    /** How an account stood when this node last heard of it, {@code null} if it knows nothing that still counts. */
    @Nullable
    BudgetBalance last(Budget budget, BudgetAccount account, Instant now) {
        KnownBalance there = known.get(account);
        return there == null ? null : there.over(budget.window().span(now));
    }

    /** Forgets an account of which nothing more will be heard. */
    void forget(BudgetAccount account) {
        known.remove(account);
    }

    /** Forgets what is known of a budget, or of one of its accounts. */
    void forget(String budget, @Nullable String subject) {
        known.forEach((account, balance) -> {
            if (account.budget().equals(budget)
                    && (subject == null || account.subject().equals(subject))) {
                balance.forget();
            }
        });
    }
}
