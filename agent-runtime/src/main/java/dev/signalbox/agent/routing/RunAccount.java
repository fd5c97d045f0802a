package dev.signalbox.agent.routing;

import dev.signalbox.agent.journal.RunId;
import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetAmount;
import dev.signalbox.router.budget.BudgetUnit;
import dev.signalbox.router.budget.BudgetWindow;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The money that a run may still spend in this process. The router counts it, in an account that nobody else has and that
 * begins at zero, because the journal knows what was spent before.
 */
final class RunAccount {

    private static final String NAME = "run cost";
    private static final char MARK = '#';

    private final String subject;
    private final Queue<CountDownLatch> waiting = new ArrayDeque<>();
    private long granted;
    private long limit;
    private long spent;
    private int slices;
    private int calls;
    private long gains;

    RunAccount(RunId run, String id) {
        this.subject = run.value() + MARK + id;
    }

    /** Whose money it is, by the budget and subject of a refusal; {@code null} if by those it is not a run's. */
    static @Nullable RunId owner(Budget budget, String subject) {
        return budget.name().equals(NAME) ? new RunId(subject.substring(0, subject.lastIndexOf(MARK))) : null;
    }

    String subject() {
        return subject;
    }

    synchronized Budget budget() {
        return Budget.builder()
                .name(NAME)
                .per("run")
                .subject(subject)
                .limit(new BudgetAmount(BudgetUnit.USD, limit))
                .window(BudgetWindow.lifetime())
                .warnAt(List.of())
                .build();
    }

    /**
     * One more slice has it open. It may know of what was granted since, and of what others have spent elsewhere; what was
     * spent here it may not know yet.
     */
    synchronized void open(long grantedPico, long spentPico) {
        if (slices == 0) {
            granted = grantedPico;
            limit = Math.max(0, granted - spentPico);
        } else {
            grant(grantedPico - granted);
            long left = Math.max(0, granted - spentPico);
            limit = Math.min(limit, Math.min(left, Long.MAX_VALUE - spent) + spent);
        }
        slices++;
    }

    private void grant(long more) {
        if (more > 0) {
            granted += more;
            limit += more;
            gains++;
            wakeAll();
        }
    }

    /** One slice less has it open; without any, nobody waits for its money any more. */
    synchronized boolean close() {
        slices--;
        if (slices == 0) {
            wakeAll();
        }
        return slices == 0;
    }

    private void wakeAll() {
        waiting.forEach(CountDownLatch::countDown);
        waiting.clear();
    }

    /** Whether nothing more will be spent of it. */
    synchronized boolean isIdle() {
        return slices == 0 && calls == 0;
    }

    synchronized void begin() {
        calls++;
    }

    /**
     * A call has ended.
     *
     * @param attempted whether it had anything reserved, which it has given back
     */
    synchronized void end(long pico, boolean attempted) {
        calls--;
        spent += pico;
        if (attempted) {
            gains++;
            wakeNext();
        }
    }

    /** How often there may have been more of it than before. */
    synchronized long gains() {
        return gains;
    }

    /** Lets the one try that has waited longest. */
    synchronized void wakeNext() {
        CountDownLatch first = waiting.poll();
        if (first != null) {
            first.countDown();
        }
    }

    /**
     * Waits until a call under way may have given money back, or more is granted.
     *
     * @param seen the gains before there was too little
     * @return whether to ask again; not if nobody could give anything back, or if the thread is interrupted
     */
    boolean awaitMoney(long seen) {
        CountDownLatch turn = new CountDownLatch(1);
        synchronized (this) {
            if (slices == 0 || gains != seen) {
                return true;
            }
            if (calls == 0) {
                return false;
            }
            waiting.add(turn);
        }
        try {
            turn.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveUp(turn);
            return false;
        }
    }

    private synchronized void giveUp(CountDownLatch turn) {
        if (!waiting.remove(turn)) {
            wakeNext();
        }
    }
}
