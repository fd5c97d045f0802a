package dev.signalbox.router.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a call may take; {@code null} leaves a part unlimited.
 *
 * @param firstToken from the start of an attempt to its first content; streams only
 * @param idle the longest silence within a stream after its first content
 * @param total from the start of the call to its end, all attempts and waiting included
 */
public record Timeouts(
        @Nullable Duration firstToken,
        @Nullable Duration idle,
        @Nullable Duration total) {

    /** No limits but those of the provider's HTTP client. */
    public static final Timeouts NONE = new Timeouts(null, null, null);

    /** What is left of them for a call whose answer comes whole. */
    public Timeouts whole() {
        return new Timeouts(null, null, total);
    }
}
