package dev.signalbox.router.execution;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureKind;
import org.jspecify.annotations.Nullable;

/** Finds the answers that only look like successes. */
final class AnswerCheck {

    private AnswerCheck() {}

    /** What is wrong with an answer that came whole, {@code null} if nothing is. */
    static @Nullable Failure whole(ChatResponse response) {
        FinishReason reason = response.finishReason();
        if (!isEmpty(response.aiMessage())) {
            return null;
        } else if (reason == FinishReason.LENGTH) {
            return Failure.of(FailureKind.TRUNCATED, "the output limit was reached before any text");
        } else if (reason == FinishReason.CONTENT_FILTER) {
            return Failure.of(FailureKind.CONTENT_REFUSED, "content refused");
        }
        return Failure.of(FailureKind.EMPTY_ANSWER, "an answer without text or tool call");
    }

    /**
     * What is wrong with an answer that came piece by piece; one without finish reason was cut off.
     *
     * @param from what the caller had got before; then there may be nothing left to say
     */
    static @Nullable Failure streamed(ChatResponse response, Continuation from) {
        if (response.finishReason() == null) {
            return Failure.of(FailureKind.NETWORK, "the stream ended without finish reason");
        }
        boolean nothingLeft = !from.isNone() && response.finishReason() == FinishReason.STOP;
        return nothingLeft && isEmpty(response.aiMessage()) ? null : whole(response);
    }

    private static boolean isEmpty(@Nullable AiMessage message) {
        return message == null
                || (message.text() == null || message.text().isBlank())
                        && !message.hasToolExecutionRequests()
                        && message.images().isEmpty();
    }
}
