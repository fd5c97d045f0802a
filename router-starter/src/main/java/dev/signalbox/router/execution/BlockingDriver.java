package dev.signalbox.router.execution;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.usage.TokenEstimate;
import dev.signalbox.router.usage.Usage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
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
        } catch (RuntimeException | Error e) {
            run.on(new Event.Cancelled());
            run.finish();
            throw e;
        }
    }

    private Outcome carryOut() {
        List<Command> commands = run.on(new Event.Begun());
        while (true) {
            if (commands.isEmpty()) {
                throw new IllegalStateException("The call has stopped without an end.");
            }
            Command.Start start = null;
            Long wakeAt = null;
            for (Command command : commands) {
                if (command instanceof Command.Finish finish) {
                    return outcome(finish);
                } else if (command instanceof Command.Start next) {
                    start = next;
                } else if (command instanceof Command.WakeAt wake) {
                    wakeAt = wake.nanos();
                }
            }
            commands = start == null ? pause(wakeAt) : attempt(start, wakeAt);
        }
    }

    private Outcome outcome(Command.Finish finish) {
        ChatResponse answer = finish.failure() == null ? response : null;
        return new Outcome(answer, finish.failure(), finish.unchanged(), null, run.finish());
    }

    private List<Command> pause(@Nullable Long until) {
        try {
            long length = until == null ? 0 : until - run.nanos();
            if (length > 0) {
                clockwork.sleeper().sleep(length);
            }
            return run.on(new Event.TimerFired());
        } catch (InterruptedException e) {
            return interrupted();
        }
    }

    private List<Command> interrupted() {
        Thread.currentThread().interrupt();
        return run.on(new Event.Cancelled());
    }

    private List<Command> attempt(Command.Start start, @Nullable Long deadline) {
        RunningAttempt attempt = run.start(start, false);
        if (attempt == null) {
            return run.refused(start);
        }
        return deadline == null ? execute(attempt) : executeUntil(deadline, attempt);
    }

    private List<Command> execute(RunningAttempt attempt) {
        ChatResponse answer;
        try {
            answer = attempt.exchange()
                    .bind(() -> attempt.client().chatModel().chat(attempt.request(), request.options()));
        } catch (RuntimeException e) {
            Failure failure = attempt.classify(e);
            return run.failed(attempt, failure, attempt.usageAfter(failure));
        }
        if (answer.aiMessage() != null) {
            attempt.produced().set(TokenEstimate.charactersOf(answer.aiMessage()));
        }
        Usage usage = attempt.usage(answer.tokenUsage());
        Failure told = attempt.inBandFailure();
        Failure failure = told == null ? AnswerCheck.whole(answer) : told;
        if (failure != null) {
            return run.failed(attempt, failure, usage);
        }
        response = answer;
        return run.succeeded(attempt, usage);
    }

    private List<Command> executeUntil(long deadline, RunningAttempt attempt) {
        CompletableFuture<List<Command>> next = new CompletableFuture<>();
        FutureTask<?> work = new FutureTask<>(() -> run(attempt, next), null);
        attempt.exchange().onAbort(() -> work.cancel(true));
        try {
            Future<?> timer = expireAt(deadline, next);
            clockwork.executor().execute(context.apply(work));
            return await(next, timer);
        } catch (RejectedExecutionException closed) {
            return run.on(new Event.Cancelled());
        }
    }

    /** An attempt that is over already has nothing to say: then the deadline or the caller says what comes next. */
    private void run(RunningAttempt attempt, CompletableFuture<List<Command>> next) {
        try {
            List<Command> commands = execute(attempt);
            if (!commands.isEmpty()) {
                next.complete(commands);
            }
        } catch (Throwable e) {
            next.completeExceptionally(e);
        }
    }

    private Future<?> expireAt(long deadline, CompletableFuture<List<Command>> next) {
        Runnable expire = () -> {
            List<Command> commands = run.on(new Event.TimerFired());
            if (!commands.isEmpty()) {
                next.complete(commands);
            }
        };
        long delay = Math.max(0, deadline - run.nanos());
        return clockwork.scheduler().schedule(() -> clockwork.executor().execute(expire), delay, TimeUnit.NANOSECONDS);
    }

    private List<Command> await(CompletableFuture<List<Command>> next, Future<?> timer) {
        try {
            return next.get();
        } catch (InterruptedException e) {
            List<Command> commands = interrupted();
            return commands.isEmpty() ? next.join() : commands;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            timer.cancel(false);
        }
    }
}
