package dev.signalbox.router.execution;

import dev.signalbox.router.policy.RateLimitRefusal;
import lombok.Getter;

/** Carries the refusal of a rate limit to the face, as the cause of a failure. Without a stack trace: nothing is broken. */
@Getter
public final class RateLimitRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient RateLimitRefusal refusal;

    RateLimitRefusedException(RateLimitRefusal refusal) {
        super(refusal.toString(), null, false, false);
        this.refusal = refusal;
    }
}
