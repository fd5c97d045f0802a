package dev.signalbox.router.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OffloadedFutureTests {

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final CompletableFuture<String> source = new CompletableFuture<>();
    private final CompletableFuture<String> offloaded =
            OffloadedFuture.of(source, tasks::add, accepted::incrementAndGet);

    static Stream<UnaryOperator<CompletableFuture<?>>> consumers() {
        return Stream.of(
                future -> future.thenAccept(value -> {}),
                future -> future.thenApply(value -> value),
                future -> future.thenCompose(CompletableFuture::completedFuture),
                future -> future.handle((value, thrown) -> value),
                future -> future.whenComplete((value, thrown) -> {}));
    }

    @ParameterizedTest
    @MethodSource("consumers")
    void runsConsumersOnTheExecutor(UnaryOperator<CompletableFuture<?>> consumer) {
        CompletableFuture<?> consumed = consumer.apply(offloaded);

        source.complete("response");

        assertThat(consumed).isNotDone();
        runTasks();
        assertThat(consumed).isCompleted();
    }

    @ParameterizedTest
    @MethodSource("consumers")
    void runsConsumersOnTheExecutorThatComeWhenAllIsDone(UnaryOperator<CompletableFuture<?>> consumer) {
        source.complete("response");
        runTasks();

        CompletableFuture<?> consumed = consumer.apply(offloaded);

        assertThat(consumed).isNotDone();
        runTasks();
        assertThat(consumed).isCompleted();
    }

    private void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    @Test
    void passesFailuresOnByTheExecutor() {
        CompletableFuture<Throwable> seen = new CompletableFuture<>();
        offloaded.thenAccept(value -> {}).exceptionally(thrown -> {
            seen.complete(thrown);
            return null;
        });

        source.completeExceptionally(new IOException("broken"));

        assertThat(seen).isNotDone();
        runTasks();
        assertThat(seen.join()).isInstanceOf(CompletionException.class).hasRootCauseMessage("broken");
    }

    @Test
    void tellsConsumersThatTheExecutorTakesNothingMore() {
        CompletableFuture<String> refused = OffloadedFuture.of(
                source,
                task -> {
                    throw new RejectedExecutionException("stopped");
                },
                accepted::incrementAndGet);

        source.complete("response");

        assertThat(refused.thenApply(value -> value)).isCompletedExceptionally();
    }

    @Test
    void tellsThatAConsumerHasAcceptedTheValue() {
        AtomicInteger before = new AtomicInteger(-1);
        offloaded.thenAccept(value -> before.set(accepted.get()));

        source.complete("response");
        runTasks();

        assertThat(before).hasValue(0);
        assertThat(accepted).hasValue(1);
    }

    @Test
    void passesCancellingBack() {
        offloaded.cancel(true);

        assertThat(source).isCancelled();
    }
}
