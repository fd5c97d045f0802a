package dev.signalbox.router.store.redis;

import dev.signalbox.router.budget.BudgetAccount;
import dev.signalbox.router.budget.BudgetAnswer;
import dev.signalbox.router.budget.BudgetBalance;
import dev.signalbox.router.budget.BudgetClaim;
import dev.signalbox.router.budget.BudgetReservation;
import dev.signalbox.router.budget.BudgetSpan;
import dev.signalbox.router.budget.BudgetStore;
import dev.signalbox.router.budget.BudgetStoreException;
import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Budgets below the key {@code {signalbox}:budgets}, for all nodes that use the Redis. Each method is one script, and so one
 * step and one round trip; time is that of Redis. All keys are in one slot of a cluster.
 */
@RequiredArgsConstructor
public final class RedisBudgetStore implements BudgetStore {

    private static final String ROOT = "{signalbox}:budgets";
    private static final Duration KEPT = Duration.ofHours(1);

    private static final Script RESERVE = Script.of("reserve");
    private static final Script SETTLE = Script.of("settle");
    private static final Script HEARTBEAT = Script.of("heartbeat");
    private static final Script BALANCE = Script.of("balance");
    private static final Script BALANCES = Script.of("balances");
    private static final Script LIMIT = Script.of("limit");
    private static final Script RESET = Script.of("reset");
    private static final Script PRUNE = Script.of("prune");

    private final RedisStore store;

    @Override
    public BudgetAnswer reserve(BudgetReservation reservation) {
        List<String> arguments = new ArrayList<>(List.of(reservation.id(), reservation.owner()));
        for (BudgetClaim claim : reservation.claims()) {
            arguments.addAll(List.of(
                    claim.account().budget(),
                    claim.account().subject(),
                    text(claim.span().from()),
                    text(claim.span().slot()),
                    text(claim.limit()),
                    claim.hard() ? "1" : "0",
                    text(claim.amount())));
        }
        List<Object> answer = run("reserve", RESERVE, arguments);
        List<BudgetBalance> balances = new ArrayList<>();
        for (BudgetClaim claim : reservation.claims()) {
            balances.add(balance(claim.account(), answer, 1 + 3 * balances.size()));
        }
        return new BudgetAnswer(answer.get(0).equals("1"), balances);
    }

    @Override
    public void settle(String reservation, List<Long> used, boolean closed) {
        List<String> arguments = new ArrayList<>(List.of(reservation, closed ? "1" : "0"));
        used.forEach(amount -> arguments.add(text(amount)));
        run("settle", SETTLE, arguments);
    }

    @Override
    public void heartbeat(String owner, Duration timeToLive) {
        run("take a heartbeat", HEARTBEAT, List.of(owner, text(timeToLive.toMillis())));
    }

    @Override
    public BudgetBalance balance(BudgetAccount account, BudgetSpan span, long limit) {
        List<String> arguments =
                List.of(account.budget(), account.subject(), text(span.from()), text(span.slot()), text(limit));
        return balance(account, run("read a balance", BALANCE, arguments), 0);
    }

    @Override
    public List<BudgetBalance> balances(String budget, BudgetSpan span, long limit, int max) {
        List<Object> answer = run(
                "read the balances",
                BALANCES,
                List.of(budget, text(span.from()), text(span.slot()), text(limit), Integer.toString(max)));
        List<BudgetBalance> balances = new ArrayList<>();
        for (int index = 0; index < answer.size(); index += 4) {
            balances.add(balance(new BudgetAccount(budget, (String) answer.get(index)), answer, index + 1));
        }
        return balances;
    }

    private static BudgetBalance balance(BudgetAccount account, List<Object> answer, int index) {
        return new BudgetBalance(
                account, number(answer.get(index)), number(answer.get(index + 1)), number(answer.get(index + 2)));
    }

    @Override
    public void limit(String budget, @Nullable Long limit) {
        run("set a limit", LIMIT, limit == null ? List.of(budget) : List.of(budget, text(limit)));
    }

    @Override
    public void reset(String budget, @Nullable String subject) {
        run("forget what was used", RESET, subject == null ? List.of(budget) : List.of(budget, subject));
    }

    @Override
    public void prune(String budget, long before) {
        run("prune", PRUNE, List.of(budget, text(before), text(KEPT.toMillis())));
    }

    private List<Object> run(String what, Script script, List<String> arguments) {
        try {
            return script.run(store.commands(), ROOT, arguments);
        } catch (RedisException e) {
            throw new BudgetStoreException("The Redis of the budgets could not " + what, e);
        }
    }

    private static String text(long number) {
        return Long.toString(number);
    }

    private static long number(Object text) {
        return Long.parseLong((String) text);
    }
}
