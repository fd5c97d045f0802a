package dev.signalbox.router.event;

import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.usage.Cost;
import dev.signalbox.router.usage.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One logical call, ended: how it was decided and what was tried.
 *
 * @param decision how it was routed
 * @param attempts what was tried, in order
 * @param failure why there was no answer, {@code null} if there was one
 * @param duration from the call to its end
 */
public record RoutedCall(
        Decision decision, List<Attempt> attempts, @Nullable Failure failure, Duration duration) {

    /** Copies the attempts. */
    public RoutedCall {
        attempts = List.copyOf(attempts);
    }

    /** Whether there was an answer. */
    public boolean succeeded() {
        return answeredBy().isPresent();
    }

    /** The deployment that answered. */
    public Optional<Deployment> answeredBy() {
        return attempts.stream()
                .filter(Attempt::succeeded)
                .map(Attempt::deployment)
                .findFirst();
    }

    /** The tokens of all attempts. */
    public Usage usage() {
        return attempts.stream().map(Attempt::usage).reduce(Usage.NONE, Usage::plus);
    }

    /** The cost of all attempts. */
    public Cost cost() {
        return attempts.stream().map(Attempt::cost).reduce(Cost.ZERO, Cost::plus);
    }
}
