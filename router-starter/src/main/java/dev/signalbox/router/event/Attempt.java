package dev.signalbox.router.event;

import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.usage.Cost;
import dev.signalbox.router.usage.Usage;
import java.net.InetSocketAddress;
import java.time.Duration;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * One call to one deployment, ended.
 *
 * @param number 1 for the first attempt of a call
 * @param kind why it was made
 * @param model the name of the model for which the deployment stood
 * @param deployment what was called
 * @param server host and port of the provider's server, {@code null} where nothing was sent over HTTP
 * @param failure what went wrong, {@code null} after a success
 * @param duration from its start to its end
 * @param firstContent from its start to its first content, {@code null} without content or where the answer came whole
 * @param usage the tokens
 * @param cost the money
 */
@Builder
public record Attempt(
        int number,
        AttemptKind kind,
        String model,
        Deployment deployment,
        @Nullable InetSocketAddress server,
        @Nullable Failure failure,
        Duration duration,
        @Nullable Duration firstContent,
        Usage usage,
        Cost cost) {

    /** Whether it brought the answer. */
    public boolean succeeded() {
        return failure == null;
    }

    /** For people: {@code openai/gpt-4.1 ok, 812 ms} or {@code openai/gpt-4.1 rate limited (HTTP 429), 35 ms}. */
    @Override
    public String toString() {
        return deployment.id() + " " + (failure == null ? "ok" : failure.message()) + ", " + duration.toMillis()
                + " ms";
    }
}
