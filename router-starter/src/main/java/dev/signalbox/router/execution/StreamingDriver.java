package dev.signalbox.router.execution;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.signalbox.router.event.RoutedCall;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the commands of one call whose answer comes piece by piece. The first attempt starts on the caller's
 * thread, later ones on the executor. The caller's handler is never called by two threads at once, and gets exactly one
 * terminal event, or none after it has cancelled.
 */
@Slf4j
final class StreamingDriver implements StreamingHandle {

    private final CallRun run;
    private final CallRequest request;
    private final Clockwork clockwork;
    private final StreamingChatResponseHandler handler;
    private final Function<Outcome, Throwable> toException;
    private final BiConsumer<StreamingDriver, Outcome> onFinish;
    private final UnaryOperator<Runnable> context;
    private final Object delivery = new Object();

    private final StringBuffer answered = new StringBuffer();

    private @Nullable Future<?> timer;
    private volatile boolean cancelled;
    private volatile @Nullable StreamAttempt delivering;
    private @Nullable StreamAttempt serving;

    /**
     * A call that has not begun.
     *
     * @param toException makes the exception for the caller from a call that failed
     * @param onFinish is told that the call has ended, and how, before the handler is
     */
    StreamingDriver(
            CallRun run,
            CallRequest request,
            Clockwork clockwork,
            StreamingChatResponseHandler handler,
            Function<Outcome, Throwable> toException,
            BiConsumer<StreamingDriver, Outcome> onFinish) {
        this.run = run;
        this.request = request;
        this.clockwork = clockwork;
        this.handler = handler;
        this.toException = toException;
        this.onFinish = onFinish;
        this.context = clockwork.context().capture();
    }

    void call() {
        carryOut(run.begin(), null, true);
    }

    /** Ends the call from outside; unlike after {@link #cancel}, the handler is told. */
    void close() {
        carryOut(run.on(new Event.Cancelled()), null);
    }

    @Override
    public void cancel() {
        cancelled = true;
        carryOut(run.on(new Event.Cancelled()), null);
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    /**
     * Does what the machine wants.
     *
     * @param response the whole answer, if it has just come
     */
    void carryOut(List<Command> commands, @Nullable ChatResponse response) {
        carryOut(commands, response, false);
    }

    private void carryOut(List<Command> commands, @Nullable ChatResponse response, boolean onCallersThread) {
        for (Command command : commands) {
            if (command instanceof Command.Start start && onCallersThread) {
                start(start);
            } else if (command instanceof Command.Start start) {
                hop(() -> start(start));
            } else if (command instanceof Command.WakeAt) {
                wake();
            } else if (command instanceof Command.Finish finish) {
                finish(finish, response);
            }
        }
    }

    private void start(Command.Start start) {
        awaitDelivery(); // of the last piece of a stream that broke: it belongs to what the caller has got
        Continuation from = new Continuation(answered.toString());
        RunningAttempt running;
        try {
            running = run.start(start, from);
        } catch (RuntimeException e) {
            log.error("An attempt at {} could not be started", start.candidate(), e);
            carryOut(run.on(new Event.Cancelled()), null);
            return;
        }
        if (running == null) {
            carryOut(run.refused(start), null);
        } else {
            start(running, new StreamAttempt(this, run, running, from));
        }
    }

    private void start(RunningAttempt running, StreamAttempt attempt) {
        running.exchange().onClosed(attempt::closed);
        try {
            run.send(running, () -> {
                StreamingChatModel model = running.client().streamingChatModel();
                if (model == null) {
                    throw new IllegalStateException(running.candidate() + " has no streaming model");
                }
                model.chat(running.request(), request.options(), attempt);
                return model;
            });
        } catch (Throwable e) { // other languages throw checked exceptions as well
            attempt.onError(e);
        }
    }

    private void wake() {
        try {
            setTimer();
        } catch (RejectedExecutionException shuttingDown) {
            closed();
        }
    }

    /**
     * Sets the one timer to what the machine wants now: two threads may carry out their commands in either order. The
     * timer itself only hands over to the executor, because what it causes may take long.
     */
    private synchronized void setTimer() {
        stopTimer();
        Long wakeAt = run.wakeAt();
        if (wakeAt != null) {
            Runnable fire = () -> hop(this::timerFired);
            long delay = Math.max(0, wakeAt - run.nanos());
            timer = clockwork.scheduler().schedule(fire, delay, TimeUnit.NANOSECONDS);
        }
    }

    /** While the caller is still busy with the last piece, the provider is not silent but held up. */
    private void timerFired() {
        StreamAttempt attempt = delivering;
        if (attempt != null) {
            attempt.heldUp();
        }
        carryOut(run.on(new Event.TimerFired()), null);
    }

    private synchronized void stopTimer() {
        Future<?> running = timer;
        if (running != null) {
            running.cancel(false);
        }
    }

    private void hop(Runnable task) {
        try {
            clockwork.executor().execute(context.apply(task));
        } catch (RejectedExecutionException shuttingDown) {
            closed();
        }
    }

    private void closed() {
        log.debug("The router is closed; a call under way is cancelled");
        carryOut(run.on(new Event.Cancelled()), null);
    }

    private void finish(Command.Finish finish, @Nullable ChatResponse response) {
        stopTimer();
        if (!cancelled) {
            awaitDelivery();
        }
        String partial = answered.isEmpty() ? null : answered.toString();
        RoutedCall call = run.finish(finish.failure());
        Outcome outcome = new Outcome(response, finish.failure(), finish.unchanged(), partial, call);
        onFinish.accept(this, outcome);
        if (cancelled) {
            return;
        }
        if (response != null) {
            tell(consumer -> consumer.onCompleteResponse(response));
        } else {
            tellError(toException.apply(outcome));
        }
    }

    /** Returns when no content is being delivered; after the end of the call none will be. */
    @SuppressWarnings("EmptyBlock") // entering is all that is wanted
    private void awaitDelivery() {
        synchronized (delivery) {
        }
    }

    /** Delivers content of an attempt, if it is still the one that the caller follows. */
    void deliver(StreamAttempt attempt, Consumer<StreamingChatResponseHandler> content) {
        synchronized (delivery) {
            if (attempt.isFollowed() && !cancelled) {
                delivering = attempt;
                try {
                    serves(attempt);
                    tell(content);
                } finally {
                    delivering = null;
                }
            }
        }
    }

    private void serves(StreamAttempt attempt) {
        boolean first = attempt != serving;
        serving = attempt;
        attempt.serves(first);
    }

    /** The attempt has brought the whole answer. */
    void completed(StreamAttempt attempt, List<Command> commands, ChatResponse response) {
        if (!commands.isEmpty() && !cancelled) {
            synchronized (delivery) {
                serves(attempt);
            }
        }
        carryOut(commands, response);
    }

    /** Notes text that the caller gets. */
    void delivered(String piece) {
        answered.append(piece);
    }

    /**
     * In the caller's context, whatever thread brings the news: what the handler does next, a tool call or another round,
     * is the caller's doing. A handler's own exception goes back to the handler, as with every LangChain4j model; the
     * stream goes on.
     */
    private void tell(Consumer<StreamingChatResponseHandler> what) {
        context.apply(() -> {
                    try {
                        what.accept(handler);
                    } catch (RuntimeException e) {
                        handOver(e);
                    }
                })
                .run();
    }

    private void tellError(Throwable error) {
        context.apply(() -> handOver(error)).run();
    }

    private void handOver(Throwable error) {
        try {
            handler.onError(error);
        } catch (RuntimeException e) {
            log.warn("A streaming handler failed in onError and was ignored", e);
        }
    }
}
