package dev.signalbox.router.compare;

import dev.signalbox.router.usage.Cost;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Makes the calls of one comparison. */
final class ComparisonRun {

    private final ComparisonBuilder parts;
    private final Examination examination;
    private final Grading grading;
    private final List<PlannedCall> plan;
    private final Queue<PlannedCall> waiting = new ConcurrentLinkedQueue<>();
    private final Map<PlannedCall, Outcome> outcomes = new ConcurrentHashMap<>();
    private final Set<String> unasked = new ConcurrentSkipListSet<>();
    private final AtomicInteger called = new AtomicInteger();
    private Cost spent = Cost.ZERO;
    private int failed;
    private int unfinished;
    private volatile boolean stopped;
    private volatile boolean overCost;

    ComparisonRun(ComparisonBuilder parts) {
        this.parts = parts;
        this.examination = new Examination(parts);
        this.grading = new Grading(parts.graders, parts.settings.retryFailures());
        this.plan = PlannedCall.all(parts);
    }

    void execute() {
        plan.forEach(this::recall);
        Workers.work(parts.executor, parts.settings.concurrency(), this::workOff, () -> stopped = true);
        plan.stream().filter(call -> !outcomes.containsKey(call)).forEach(this::leave);
    }

    /** Counts what the store has before the first call, so that the cost limit holds for all. */
    private void recall(PlannedCall call) {
        Optional<Outcome> known = parts.store.find(call.key());
        known.ifPresent(outcome -> spend(outcome.cost().plus(outcome.gradingCost())));
        known.filter(outcome -> !isToBeAsked(outcome) && grading.isDone(call, outcome))
                .ifPresentOrElse(outcome -> add(call, outcome), () -> waiting.add(call));
    }

    private boolean isToBeAsked(Outcome known) {
        return known.failure() != null && parts.settings.retryFailures();
    }

    private void workOff() {
        PlannedCall next = mayGoOn() ? waiting.poll() : null;
        while (next != null) {
            Outcome outcome = outcome(next);
            if (outcome == null) {
                return;
            }
            if (Examination.UNASKED.equals(outcome.failure())) {
                unasked.add(next.contender().name());
            } else {
                parts.store.save(outcome);
                add(next, outcome);
            }
            next = mayGoOn() ? waiting.poll() : null;
        }
    }

    /** {@code null} for a call that was given up. */
    private @Nullable Outcome outcome(PlannedCall call) {
        Outcome kept = parts.store
                .find(call.key())
                .filter(known -> !isToBeAsked(known))
                .orElse(null);
        Outcome answered = kept == null ? asked(call) : kept;
        if (answered == null) {
            return null;
        }
        try {
            Outcome outcome = grading.grade(call, answered, false);
            if (Thread.currentThread().isInterrupted()) {
                return null;
            }
            spend(
                    kept == null
                            ? outcome.cost().plus(outcome.gradingCost())
                            : added(kept.gradingCost(), outcome.gradingCost()));
            return outcome;
        } catch (CancellationException e) {
            if (kept == null && !Thread.currentThread().isInterrupted()) {
                parts.store.save(answered); // was paid for, and is graded another time
            }
            return null;
        }
    }

    private @Nullable Outcome asked(PlannedCall call) {
        Outcome outcome = examination.ask(call);
        if (Examination.CANCELLED.equals(outcome.failure())) {
            return null;
        }
        called.addAndGet(Examination.UNASKED.equals(outcome.failure()) ? 0 : 1);
        return outcome;
    }

    private static Cost added(Cost before, Cost now) {
        return new Cost(now.pico() - before.pico(), now.complete());
    }

    /** What nobody got to do: counted as the store has it, with the grades that cost nothing. */
    private void leave(PlannedCall call) {
        Outcome known = parts.store.find(call.key()).orElse(null);
        if (known == null) {
            unfinished++;
            return;
        }
        Outcome graded = overCost && !stopped ? gradedForFree(call, known) : known;
        if (isToBeAsked(known) || !grading.isDone(call, graded)) {
            unfinished++;
        }
        add(call, graded);
    }

    private Outcome gradedForFree(PlannedCall call, Outcome known) {
        try {
            Outcome graded = grading.grade(call, known, true);
            if (!graded.equals(known)) {
                parts.store.save(graded);
            }
            return graded;
        } catch (CancellationException e) {
            return known;
        }
    }

    private synchronized void spend(Cost cost) {
        spent = spent.plus(cost);
    }

    private synchronized boolean mayGoOn() {
        if (!waiting.isEmpty()
                && parts.settings.stopAtCost() != null
                && spent.usd().compareTo(parts.settings.stopAtCost()) >= 0) {
            overCost = true;
        }
        return !stopped && !overCost;
    }

    private synchronized void add(PlannedCall call, Outcome outcome) {
        Outcome seen = grading.today(call, outcome);
        outcomes.put(call, seen);
        failed += outcome.failure() == null ? 0 : 1;
        parts.listener.accept(new ComparisonProgress(outcomes.size(), plan.size(), failed, spent, seen));
    }

    /** In the order of the plan. */
    List<Outcome> outcomes() {
        return plan.stream().filter(outcomes::containsKey).map(outcomes::get).toList();
    }

    int called() {
        return called.get();
    }

    /** How many calls have no outcome, or one that was to be improved. */
    int unfinished() {
        return unfinished;
    }

    /** The contenders that could not be asked everything. */
    Set<String> unasked() {
        return unasked;
    }

    boolean overCost() {
        return overCost;
    }
}
