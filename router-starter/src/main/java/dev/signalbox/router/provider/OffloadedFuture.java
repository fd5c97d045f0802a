package dev.signalbox.router.provider;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * A future that an executor completes, and whose direct consumers run there even if they come when it is complete
 * already: with a future of the JDK those would run on the thread that they come from.
 */
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
final class OffloadedFuture<T> extends CompletableFuture<T> {

    private final CompletableFuture<T> source;
    private final Executor executor;
    private final Runnable accepted;

    /**
     * A future that follows another one.
     *
     * @param accepted runs after a consumer has accepted the value
     */
    static <T> CompletableFuture<T> of(CompletableFuture<T> source, Executor executor, Runnable accepted) {
        OffloadedFuture<T> offloaded = new OffloadedFuture<>(source, executor, accepted);
        source.whenCompleteAsync(offloaded::settle, executor).whenComplete(offloaded::settleRefused);
        return offloaded;
    }

    private void settle(T value, @Nullable Throwable thrown) {
        if (thrown == null) {
            complete(value);
        } else {
            completeExceptionally(thrown);
        }
    }

    /** The executor takes nothing more, so that nothing has been settled. */
    private void settleRefused(T value, @Nullable Throwable refused) {
        if (refused != null) {
            completeExceptionally(refused);
        }
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        source.cancel(mayInterrupt);
        return super.cancel(mayInterrupt);
    }

    @Override
    public CompletableFuture<Void> thenAccept(Consumer<? super T> action) {
        return thenAcceptAsync(
                value -> {
                    action.accept(value);
                    accepted.run();
                },
                executor);
    }

    @Override
    public <U> CompletableFuture<U> thenApply(Function<? super T, ? extends U> action) {
        return thenApplyAsync(action, executor);
    }

    @Override
    public <U> CompletableFuture<U> thenCompose(Function<? super T, ? extends CompletionStage<U>> action) {
        return thenComposeAsync(action, executor);
    }

    @Override
    public <U> CompletableFuture<U> handle(BiFunction<? super T, Throwable, ? extends U> action) {
        return handleAsync(action, executor);
    }

    @Override
    public CompletableFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> action) {
        return whenCompleteAsync(action, executor);
    }
}
