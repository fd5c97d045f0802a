package dev.signalbox.agent;

import dev.signalbox.agent.journal.Journal;
import dev.signalbox.agent.journal.Scope;
import dev.signalbox.agent.journal.SliceStopped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.IntStream;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Does the branches of a parallel step. The thread that asks works too, so that no pool is ever too small. */
@RequiredArgsConstructor
final class RunBranches {

    private final Journal journal;
    private final Executor executor;

    /** What became of one branch. */
    private record Outcome(@Nullable Object value, @Nullable Throwable failure) {}

    @SuppressWarnings("unchecked")
    <T, R> List<R> run(String name, List<T> items, int concurrency, Function<? super T, ? extends R> work) {
        if (concurrency < 1) {
            throw new IllegalArgumentException(
                    "The concurrency of '" + name + "' is " + concurrency + ". It must be at least 1.");
        }
        Scope parent = journal.scope();
        String group = journal.branch(name);
        AtomicReferenceArray<Outcome> outcomes = new AtomicReferenceArray<>(items.size());
        CountDownLatch open = new CountDownLatch(items.size());
        AtomicInteger next = new AtomicInteger();
        Runnable worker = () -> {
            for (int index = next.getAndIncrement(); index < items.size(); index = next.getAndIncrement()) {
                T item = items.get(index);
                outcomes.set(index, branch(group + "." + index, parent, () -> work.apply(item)));
                open.countDown();
            }
        };
        help(worker, Math.min(concurrency, items.size()) - 1);
        worker.run();
        await(open);
        return (List<R>) results(outcomes, parent);
    }

    private Outcome branch(String path, Scope parent, Callable<?> work) {
        try {
            return new Outcome(journal.in(path, parent, work), null);
        } catch (Throwable failure) {
            return new Outcome(null, failure);
        }
    }

    /** Whoever comes too late finds nothing left to do. */
    private void help(Runnable worker, int threads) {
        try {
            for (int thread = 0; thread < threads; thread++) {
                executor.execute(worker);
            }
        } catch (RejectedExecutionException full) {
            // This thread does what is left.
        }
    }

    private static void await(CountDownLatch open) {
        boolean interrupted = false;
        while (true) {
            try {
                open.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private List<@Nullable Object> results(AtomicReferenceArray<Outcome> outcomes, Scope parent) {
        List<Throwable> failures = IntStream.range(0, outcomes.length())
                .mapToObj(index -> outcomes.get(index).failure())
                .filter(Objects::nonNull)
                .toList();
        failures.stream()
                .map(SliceStopped::in)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(stopped -> {
                    throw journal.stop(stopped.stop(), parent);
                });
        failures.stream().findFirst().ifPresent(RunBranches::raise);
        List<@Nullable Object> values = new ArrayList<>();
        IntStream.range(0, outcomes.length())
                .forEach(index -> values.add(outcomes.get(index).value()));
        return values;
    }

    private static void raise(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw failure instanceof RuntimeException exception ? exception : new IllegalStateException(failure);
    }
}
