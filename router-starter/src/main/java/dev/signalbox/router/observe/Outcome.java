package dev.signalbox.router.observe;

import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureKind;
import org.jspecify.annotations.Nullable;

/** How a call or an attempt ended. What was cancelled has neither succeeded nor failed: nobody wanted its answer. */
enum Outcome {
    SUCCESS("success"),
    FAILURE("failure"),
    CANCELLED("cancelled");

    private final String key;

    Outcome(String key) {
        this.key = key;
    }

    static Outcome of(@Nullable Failure failure) {
        if (failure == null) {
            return SUCCESS;
        }
        return failure.kind() == FailureKind.CANCELLED ? CANCELLED : FAILURE;
    }

    String key() {
        return key;
    }
}
