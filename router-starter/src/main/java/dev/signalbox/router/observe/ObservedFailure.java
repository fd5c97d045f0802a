package dev.signalbox.router.observe;

import dev.signalbox.router.resilience.Failure;

/**
 * A failure as traces may show it: without the cause, whose words are the provider's and may repeat a key or a prompt, and
 * without a stack.
 */
final class ObservedFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ObservedFailure(Failure failure) {
        super(failure.message(), null, false, false);
    }
}
