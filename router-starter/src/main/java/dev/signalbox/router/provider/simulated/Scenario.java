package dev.signalbox.router.provider.simulated;

import dev.langchain4j.model.chat.response.ChatResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one call will do.
 *
 * @param response the answer, unless it fails
 * @param failure how it fails, {@code null} if it does not
 * @param latency until the first token or the failure
 * @param tokensPerSecond speed of the rest; 0 is at once
 */
record Scenario(ChatResponse response, @Nullable SimulatedFailure failure, Duration latency, int tokensPerSecond) {

    int tokens() {
        return response.tokenUsage().outputTokenCount();
    }

    /** After how many tokens the connection breaks, {@code null} if it does not. */
    @Nullable
    Integer cutAfter() {
        return failure != null && failure.kind() == SimulatedFailureKind.CUT ? failure.afterTokens() : null;
    }
}
