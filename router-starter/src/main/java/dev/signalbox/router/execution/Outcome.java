package dev.signalbox.router.execution;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.resilience.Failure;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended.
 *
 * @param response the answer as the deployment's model gave it, {@code null} if there is none
 * @param failure why there is none
 * @param unchanged whether the caller gets the failure's cause as it is
 * @param partialText what had been streamed before the failure
 * @param call the call's record
 */
public record Outcome(
        @Nullable ChatResponse response,
        @Nullable Failure failure,
        boolean unchanged,
        @Nullable String partialText,
        RoutedCall call) {}
