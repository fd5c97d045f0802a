package dev.signalbox.agent;

import dev.signalbox.agent.journal.RunId;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Wakes those who wait on this node for the end of a run. */
final class Completions {

    private final Map<RunId, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();

    /** A run has ended here. */
    void ended(RunId run) {
        CompletableFuture<Void> future = waiting.remove(run);
        if (future != null) {
            future.complete(null);
        }
    }

    /** Waits until a run has ended here, or the time is over. */
    void await(RunId run, long millis) throws InterruptedException {
        CompletableFuture<Void> future = waiting.computeIfAbsent(run, id -> new CompletableFuture<>());
        try {
            future.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // whoever waits looks again
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            waiting.remove(run, future);
        }
    }
}
