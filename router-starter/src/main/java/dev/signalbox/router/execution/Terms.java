package dev.signalbox.router.execution;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.signalbox.router.policy.Fallbacks;
import dev.signalbox.router.policy.Fallbacks.BrokenStream;
import dev.signalbox.router.policy.Fallbacks.InvalidOutput;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.policy.Timeouts;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.router.resilience.FailureKind.Next;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says about the course of one call.
 *
 * @param timeouts how long it may take
 * @param retries how often the last candidate is tried again
 * @param fallbacks what else leads to another attempt
 * @param hedgeAfter how long an attempt may bring nothing before another is started beside it; {@code null} for ever
 * @param hedges how many attempts may be started that way
 */
record Terms(
        Timeouts timeouts,
        Retries retries,
        Fallbacks fallbacks,
        @Nullable Duration hedgeAfter,
        int hedges) {

    /** The terms of a call; an answer in JSON is never continued, because the seam would show. */
    static Terms of(Policy policy, ChatRequest request, boolean streaming, @Nullable Duration hedgeAfter) {
        return new Terms(
                streaming ? policy.timeouts() : policy.timeouts().whole(),
                policy.retries(),
                isJson(request) ? policy.fallbacks().withoutContinuing() : policy.fallbacks(),
                hedgeAfter,
                policy.hedge() == null || hedgeAfter == null
                        ? 0
                        : policy.hedge().max());
    }

    private static boolean isJson(ChatRequest request) {
        ResponseFormat format = request.responseFormat();
        return format != null && format.type() == ResponseFormatType.JSON;
    }

    Next next(FailureKind kind) {
        return fallbacks.next(kind);
    }

    /** Whether the deployment is asked once more for an answer that it can give. */
    boolean asksAgain(FailureKind kind) {
        return kind == FailureKind.INVALID_OUTPUT && fallbacks.invalidOutput() == InvalidOutput.RETRY;
    }

    /** Whether a stream that breaks that way may be continued by another deployment. */
    boolean continues(FailureKind kind) {
        return fallbacks.brokenStream() == BrokenStream.CONTINUE && kind.next() == Next.RETRY;
    }

    boolean checksOutput() {
        return fallbacks.invalidOutput() != InvalidOutput.PASS;
    }
}
