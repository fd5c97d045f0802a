package dev.signalbox.router.execution;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.router.usage.TokenEstimate;
import dev.signalbox.router.usage.Usage;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
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
            run.on(new Event.Cancelled());
            run.finish();
            throw e;
        }
    }

    private Outcome carryOut() {
        List<Command> commands = run.on(new Event.Begun());
        while (true) {
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
            return run.on(new Event.Refused(start.attempt()));
        }
        return deadline == null ? execute(attempt) : executeUntil(deadline, attempt);
    }

    private List<Command> execute(RunningAttempt attempt) {
        ChatResponse answer;
        try {
            answer = attempt.exchange().bind(() -> attempt.client()
                    .chatModel()
                    .chat(attempt.request(), request.options()));
        } catch (RuntimeException e) {
            Failure failure = attempt.classify(e);
            return run.failed(attempt, failure, attempt.usageAfter(failure));
        }
        if (answer.aiMessage() != null) {
            attempt.produced().set(TokenEstimate.charactersOf(answer.aiMessage()));
        }
        Usage usage = attempt.usage(answer.tokenUsage());
        Failure failure = AnswerCheck.whole(answer);
        if (failure != null) {
            return run.failed(attempt, failure, usage);
        }
        response = answer;
        return run.succeeded(attempt, usage);
    }

    private List<Command> executeUntil(long deadline, RunningAttempt attempt) {
        FutureTask<List<Command>> task = new FutureTask<>(() -> execute(attempt));
        attempt.exchange().onAbort(() -> task.cancel(true));
        clockwork.executor().execute(context.apply(task));
        try {
            return task.get(Math.max(0, deadline - run.nanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return run.on(new Event.TimerFired());
        } catch (InterruptedException e) {
            return interrupted();
        } catch (CancellationException e) {
            return run.on(new Event.Cancelled());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            return run.failed(attempt, Failure.of(FailureKind.NETWORK, "the attempt broke off"), Usage.NONE);
        }
    }
}
