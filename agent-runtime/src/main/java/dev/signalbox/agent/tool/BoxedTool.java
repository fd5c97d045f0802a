package dev.signalbox.agent.tool;

import dev.langchain4j.agent.tool.ReturnBehavior;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.signalbox.agent.approval.CheckedRule;
import java.time.Duration;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * A tool and all that is said of it.
 *
 * @param specification what models know of it
 * @param executor does it
 * @param returnBehavior who gets its result
 * @param effect what it changes
 * @param rule when a person is asked, {@code null} for never
 * @param timeout how long one use may take, {@code null} for any time
 * @param retries how many times a failed use is repeated
 * @param backoff the wait before the first repetition
 * @param maxOutput how many characters of a result a model gets
 * @param turns how many uses may go on at once
 * @param arguments what its arguments must look like
 * @param reconciliation finds out what came of a use, {@code null} if nobody can
 * @param remote whether it is in another process, so that a failure may not say whether it was done
 */
@Builder(toBuilder = true)
record BoxedTool(
        ToolSpecification specification,
        ToolExecutor executor,
        ReturnBehavior returnBehavior,
        Effect effect,
        @Nullable CheckedRule rule,
        @Nullable Duration timeout,
        int retries,
        Duration backoff,
        int maxOutput,
        ToolTurns turns,
        ToolArguments arguments,
        @Nullable Reconciliation reconciliation,
        boolean remote) {

    String name() {
        return specification.name();
    }
}
