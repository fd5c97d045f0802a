package dev.signalbox.router.execution;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.router.usage.TokenEstimate;
import dev.signalbox.router.usage.Usage;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the commands of one call whose answer comes whole. Attempts run on the caller's thread; only where a
 * deadline must be able to cut them short they run on the executor, and the caller waits.
 */
final class BlockingDriver {

    private final CallRun run;
    private final CallRequest request;
    private final Clockwork clockwork;
    private final UnaryOperator<Runnable> context;
    private @Nullable RunningAttempt running;
    private @Nullable ChatResponse response;

    BlockingDriver(CallRun run, CallRequest request, Clockwork clockwork) {
        this.run = run;
        this.request = request;
        this.clockwork = clockwork;
        this.context = clockwork.context().capture();
    }

    Outcome call() {
        try {
            return carryOut();
        } catch (Error e) {
            run.finish();
            throw e;
        }
    }

    private Outcome carryOut() {
        List<Command> commands = run.on(new Event.Begun());
        while (true) {
            Event next = null;
            Long wakeAt = wakeAt(commands);
            for (Command command : commands) {
                if (command instanceof Command.Start start) {
                    next = attempt(start, wakeAt);
                } else if (command instanceof Command.Cancel cancel) {
                    cancel(cancel.failure());
                } else if (command instanceof Command.Finish finish) {
                    ChatResponse answer = finish.failure() == null ? response : null;
                    return new Outcome(answer, finish.failure(), finish.unchanged(), null, run.finish());
                }
            }
            commands = run.on(next == null ? pause(wakeAt) : next);
        }
    }

    private static @Nullable Long wakeAt(List<Command> commands) {
        Long wakeAt = null;
        for (Command command : commands) {
            wakeAt = command instanceof Command.WakeAt wake ? Long.valueOf(wake.nanos()) : wakeAt;
        }
        return wakeAt;
    }

    private Event pause(@Nullable Long until) {
        try {
            long length = until == null ? 0 : until - run.nanos();
            if (length > 0) {
                clockwork.sleeper().sleep(length);
            }
            return new Event.TimerFired();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Event.Cancelled();
        }
    }

    private Event attempt(Command.Start start, @Nullable Long deadline) {
        RunningAttempt attempt = run.start(start, false);
        if (attempt == null) {
            return new Event.Refused(start.attempt());
        }
        running = attempt;
        return deadline == null ? execute(attempt) : executeUntil(deadline, attempt);
    }

    private Event execute(RunningAttempt attempt) {
        try {
            ChatResponse answer = attempt.exchange().bind(() -> attempt.client()
                    .chatModel()
                    .chat(attempt.request(), request.options()));
            return answered(attempt, answer);
        } catch (RuntimeException e) {
            return failed(attempt, attempt.classify(e), Usage.NONE);
        } catch (Error e) {
            failed(attempt, Failure.of(FailureKind.CANCELLED, "a fatal error"), Usage.NONE);
            throw e;
        }
    }

    private Event answered(RunningAttempt attempt, ChatResponse answer) {
        int output = answer.aiMessage() == null ? 0 : TokenEstimate.of(answer.aiMessage());
        Usage usage = attempt.usage(answer.tokenUsage(), output);
        Failure failure = AnswerCheck.whole(answer);
        if (failure != null) {
            return failed(attempt, failure, usage);
        }
        run.end(attempt, null, usage);
        response = answer;
        return new Event.Succeeded(attempt.number());
    }

    private Event failed(RunningAttempt attempt, Failure failure, Usage usage) {
        Usage used = usage.total() == 0 ? attempt.usageOfFailure(failure, 0) : usage;
        return new Event.Failed(attempt.number(), failure, run.end(attempt, failure, used));
    }

    private Event executeUntil(long deadline, RunningAttempt attempt) {
        Future<Event> future = submit(attempt);
        attempt.exchange().onAbort(() -> future.cancel(true));
        try {
            return future.get(Math.max(0, deadline - run.nanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Event.TimerFired();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Event.Cancelled();
        } catch (CancellationException e) {
            return new Event.Cancelled();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            return failed(attempt, attempt.classify(e), Usage.NONE);
        }
    }

    private Future<Event> submit(RunningAttempt attempt) {
        FutureTask<Event> task = new FutureTask<>(() -> execute(attempt));
        clockwork.executor().execute(context.apply(task));
        return task;
    }

    private void cancel(Failure failure) {
        RunningAttempt attempt = running;
        if (attempt != null) {
            attempt.exchange().abort();
            run.end(attempt, failure, attempt.usageOfFailure(failure, 0));
        }
    }
}
