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

    /** Two minutes of silence within a stream, and otherwise no limits but those of the provider's HTTP client. */
    public static final Timeouts DEFAULT = new Timeouts(null, Duration.ofMinutes(2), null);

    /** No limits but those of the provider's HTTP client. */
    public static final Timeouts NONE = new Timeouts(null, null, null);

    /** What is left of them for a call whose answer comes whole. */
    public Timeouts whole() {
        return new Timeouts(null, null, total);
    }
}
