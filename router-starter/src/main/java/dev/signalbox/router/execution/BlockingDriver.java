package dev.signalbox.router.execution;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.router.usage.TokenEstimate;
import dev.signalbox.router.usage.Usage;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the commands of one call whose answer comes whole. Attempts run on the caller's thread; only where time must
 * be able to cut them short, or to start another beside them, they run on the executor and the caller's thread waits for
 * what comes of them.
 */
final class BlockingDriver {

    private final CallRun run;
    private final CallRequest request;
    private final Clockwork clockwork;
    private final UnaryOperator<Runnable> context;
    private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
    private @Nullable Future<?> timer;
    private @Nullable Long timerAt;
    private boolean interrupted;

    BlockingDriver(CallRun run, CallRequest request, Clockwork clockwork) {
        this.run = run;
        this.request = request;
        this.clockwork = clockwork;
        this.context = clockwork.context().capture();
    }

    /** What the machine wants next, the answer if it has just come and of which attempt, or what broke the driver itself. */
    private record Step(
            List<Command> commands,
            @Nullable RunningAttempt attempt,
            @Nullable ChatResponse answer,
            @Nullable Throwable thrown) {

        static Step of(List<Command> commands) {
            return new Step(commands, null, null, null);
        }
    }

    Outcome call() {
        try {
            return carryOut();
        } catch (RuntimeException | Error e) {
            run.on(new Event.Cancelled());
            run.finish(Failure.of(
                    FailureKind.CANCELLED, "broken off by " + e.getClass().getSimpleName()));
            throw e;
        } finally {
            stopTimer();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Outcome carryOut() {
        steps.add(Step.of(run.begin()));
        while (true) {
            Step step = next();
            for (Command command : step.commands()) {
                if (command instanceof Command.Finish finish) {
                    return outcome(finish, step);
                } else if (command instanceof Command.Start start) {
                    start(start);
                }
            }
        }
    }

    private Outcome outcome(Command.Finish finish, Step step) {
        ChatResponse answer = step.answer();
        if (finish.failure() == null) {
            if (step.attempt() != null) {
                run.serves(step.attempt(), true);
            }
            return new Outcome(answer, null, false, null, run.finish(null));
        }
        return new Outcome(null, finish.failure(), finish.unchanged(), textOf(answer), run.finish(finish.failure()));
    }

    private static @Nullable String textOf(@Nullable ChatResponse answer) {
        String text = answer == null || answer.aiMessage() == null
                ? null
                : answer.aiMessage().text();
        return text == null || text.isEmpty() ? null : text;
    }

    private Step next() {
        Step ready = steps.poll();
        while (ready == null) {
            try {
                ready = run.waitsForTime() ? sleep(run.wakeAt()) : take();
            } catch (InterruptedException e) {
                interrupted = true;
                ready = Step.of(run.on(new Event.Cancelled()));
            }
        }
        if (ready.thrown() instanceof Error error) {
            throw error;
        } else if (ready.thrown() instanceof RuntimeException exception) {
            throw exception;
        }
        return ready;
    }

    private Step sleep(@Nullable Long until) throws InterruptedException {
        long length = until == null ? 0 : until - run.nanos();
        if (length > 0) {
            clockwork.sleeper().sleep(length);
        }
        return Step.of(run.on(new Event.TimerFired()));
    }

    private Step take() throws InterruptedException {
        try {
            setTimer();
        } catch (RejectedExecutionException closed) {
            return Step.of(run.on(new Event.Cancelled()));
        }
        return steps.take();
    }

    /** Sets the timer to what the machine wants now; it only hands over, because what it causes may take long. */
    private void setTimer() {
        Long wakeAt = run.wakeAt();
        if (Objects.equals(wakeAt, timerAt) && timer != null && !timer.isDone()) {
            return;
        }
        stopTimer();
        if (wakeAt != null) {
            Runnable fire = () -> steps.add(Step.of(run.on(new Event.TimerFired())));
            long delay = Math.max(0, wakeAt - run.nanos());
            timer = clockwork.scheduler().schedule(() -> hop(fire), delay, TimeUnit.NANOSECONDS);
            timerAt = wakeAt;
        }
    }

    /** A deadline holds also where the executor takes no more. */
    private void hop(Runnable fire) {
        try {
            clockwork.executor().execute(fire);
        } catch (RejectedExecutionException full) {
            fire.run();
        }
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void start(Command.Start start) {
        RunningAttempt attempt = run.start(start, Continuation.NONE);
        if (attempt == null) {
            steps.add(Step.of(run.refused(start)));
        } else if (run.wakeAt() == null && run.isAlone(attempt)) {
            steps.add(execute(attempt));
        } else {
            offload(attempt);
        }
    }

    private void offload(RunningAttempt attempt) {
        FutureTask<?> work = new FutureTask<>(() -> steps.add(guarded(attempt)), null);
        attempt.exchange().onAbort(() -> work.cancel(true));
        try {
            setTimer(); // first: nobody else would end an attempt that blocks while it starts
            clockwork.executor().execute(context.apply(work));
        } catch (RejectedExecutionException closed) {
            steps.add(Step.of(run.on(new Event.Cancelled())));
        }
    }

    private Step guarded(RunningAttempt attempt) {
        try {
            return execute(attempt);
        } catch (RuntimeException | Error e) {
            return new Step(List.of(), null, null, e);
        }
    }

    private Step execute(RunningAttempt attempt) {
        ChatResponse answer;
        try {
            answer = run.send(attempt, () -> attempt.client().chatModel().chat(attempt.request(), request.options()));
        } catch (Exception e) { // other languages throw checked ones as well
            Failure failure = attempt.classify(e);
            return Step.of(run.failed(attempt, failure, attempt.usageAfter(failure), null));
        }
        if (answer.aiMessage() != null) {
            attempt.produced().set(TokenEstimate.charactersOf(answer.aiMessage()));
        }
        Usage usage = attempt.usage(answer.tokenUsage());
        Failure failure = attempt.inBandFailure();
        failure = failure == null ? AnswerCheck.whole(answer) : failure;
        failure = failure == null ? run.outputCheck().of(answer) : failure;
        List<Command> commands =
                failure == null ? run.succeeded(attempt, usage, answer) : run.failed(attempt, failure, usage, answer);
        return new Step(commands, attempt, answer, null);
    }
}
