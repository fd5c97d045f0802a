package dev.signalbox.router.observe;

import dev.langchain4j.model.output.FinishReason;
import org.jspecify.annotations.Nullable;

/** What OpenTelemetry calls the reasons for which an answer ends. */
final class FinishReasons {

    private FinishReasons() {}

    /** As a list of one, since attributes are text here. */
    static @Nullable String json(@Nullable FinishReason reason) {
        return reason == null ? null : "[\"" + of(reason) + "\"]";
    }

    static String of(FinishReason reason) {
        return switch (reason) {
            case STOP -> "stop";
            case LENGTH -> "length";
            case TOOL_EXECUTION -> "tool_call";
            case CONTENT_FILTER -> "content_filter";
            case OTHER -> "other";
        };
    }
}
