package dev.signalbox.test.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Many threads that do something at once, some rounds of it. */
final class Storm {

    /** What one thread does in one round. */
    interface Deed<T> {
        T of(int thread, int round) throws Exception;
    }

    private Storm() {}

    /** What came of each. */
    static <T> List<T> of(int threads, int rounds, Deed<T> deed) {
        List<Callable<List<T>>> callers = IntStream.range(0, threads)
                .mapToObj(thread -> (Callable<List<T>>) () -> {
                    List<T> results = new ArrayList<>();
                    for (int round = 0; round < rounds; round++) {
                        results.add(deed.of(thread, round));
                    }
                    return results;
                })
                .toList();
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<T> all = new ArrayList<>();
            for (Future<List<T>> results : executor.invokeAll(callers)) {
                all.addAll(results.get());
            }
            return all;
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            executor.shutdownNow();
        }
    }
}
