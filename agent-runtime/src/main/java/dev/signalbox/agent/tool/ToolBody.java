package dev.signalbox.agent.tool;

import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.exception.ToolArgumentsException;
import dev.langchain4j.exception.ToolExecutionException;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.signalbox.agent.journal.Journal;
import dev.signalbox.agent.journal.SliceStopped;
import dev.signalbox.agent.journal.Stop;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lombok.RequiredArgsConstructor;

/** Has tools do what they do: in their turn, within their time, in a branch of their own. */
@RequiredArgsConstructor
final class ToolBody {

    /** What an MCP client answers in place of a server that did not, unless told otherwise. */
    private static final String REMOTE_TIMEOUT = "There was a timeout executing the tool";

    private static final String REMOTE_STATUS = "Unexpected status code";

    private final Journal journal;
    private final Executor executor;
    private final ScheduledExecutorService scheduler;

    /** Waits for a turn, which one {@link #run} takes. */
    void turn(ToolCall call) {
        try {
            call.tool().turns().take();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Waits before another try. */
    void rest(Duration time) {
        try {
            scheduler.schedule(() -> {}, time.toNanos(), TimeUnit.NANOSECONDS).get();
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Waiting cannot fail.", e);
        }
    }

    private SliceStopped interrupted() {
        Thread.currentThread().interrupt();
        return journal.stop(new Stop.HandOver());
    }

    /** Has the tool do it. */
    Attempt run(ToolCall call) {
        return run(call, kept -> attempt(call));
    }

    /**
     * Does something in the turn that was waited for.
     *
     * @throws SliceStopped if the tool, or what it used, wants the slice to end
     */
    Attempt run(ToolCall call, TimedWork.Work work) {
        Duration timeout = call.tool().timeout();
        Attempt attempt;
        if (timeout == null) {
            try {
                attempt = work.run(() -> {});
            } finally {
                call.tool().turns().giveBack();
            }
        } else {
            attempt = timed(call, timeout, work);
        }
        if (attempt instanceof Attempt.Interrupted) {
            throw interrupted();
        }
        return attempt;
    }

    private Attempt timed(ToolCall call, Duration timeout, TimedWork.Work work) {
        try {
            return new TimedWork(call.tool(), work).run(executor, timeout);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Has the tool do it on this thread, at once. */
    Attempt attempt(ToolCall call) {
        try {
            ToolExecutionResult result = journal.in(
                    call.place().key(),
                    call.scope(),
                    () -> call.execute(journal.run().id()));
            boolean lost = isTimeout(result) && call.tool().remote();
            return lost ? timeout("The server of tool '" + call.tool().name() + "'") : new Attempt.Answered(result);
        } catch (Exception e) {
            return failed(call, e);
        }
    }

    private static Attempt timeout(String who) {
        return new Attempt.Failed(new TimeoutException(who + " did not answer in time."), false);
    }

    /** Reads the result, which may be made only when it is read. */
    private static boolean isTimeout(ToolExecutionResult result) {
        return result.resultContents().equals(List.of(TextContent.from(REMOTE_TIMEOUT)));
    }

    private static Attempt failed(ToolCall call, Exception thrown) {
        SliceStopped stopped = SliceStopped.in(thrown);
        if (stopped != null) {
            throw stopped;
        }
        Throwable cause = cause(thrown);
        if (cause instanceof Error error) {
            throw error;
        } else if (cause instanceof InterruptedException
                || Thread.currentThread().isInterrupted()) {
            return new Attempt.Interrupted();
        }
        return thrown instanceof ToolArgumentsException
                ? new Attempt.Refused(String.valueOf(cause.getMessage()))
                : new Attempt.Failed(cause, certain(call, thrown, cause));
    }

    private static Throwable cause(Exception thrown) {
        boolean wrapped = thrown instanceof ToolExecutionException || thrown instanceof ToolArgumentsException;
        return wrapped && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    /**
     * A server that answers with an error has no exception of its own; whatever else is thrown is about the way to it. A tool
     * of this process says itself what it failed at, unless it was on the way to somewhere else too.
     */
    private static boolean certain(ToolCall call, Exception thrown, Throwable cause) {
        if (!call.tool().remote()) {
            return !isOfTheWay(cause);
        }
        boolean answer = cause.getClass() == RuntimeException.class
                && !String.valueOf(cause.getMessage()).startsWith(REMOTE_STATUS);
        return thrown instanceof ToolExecutionException error && (error.errorCode() != null || answer);
    }

    private static boolean isOfTheWay(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException && !(cause instanceof ConnectException)
                    || cause instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }
}
