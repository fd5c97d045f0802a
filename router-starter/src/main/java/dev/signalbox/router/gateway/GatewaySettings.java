package dev.signalbox.router.gateway;

import java.time.Duration;
import java.util.Set;
import lombok.Builder;

/**
 * What the gateway takes, and how it answers.
 *
 * @param maxBodyBytes how long the body of a request may be; 32 MiB unless given
 * @param maxMessages how many messages a request may hold; 2,000 unless given
 * @param maxDepth how deep the JSON of a request may be nested; 64 unless given
 * @param keepAlive after which silence a stream gets a comment, so that nobody on the way gives up; 10 s unless given.
 *     Until then an error still has a status of its own
 * @param tags names of the entries of a request's metadata that become tags, which rules, guards and budgets look at; none
 *     unless given
 * @param accessLog whether each request leaves a line in the log
 */
@Builder
public record GatewaySettings(
        int maxBodyBytes, int maxMessages, int maxDepth, Duration keepAlive, Set<String> tags, boolean accessLog) {

    /** The defaults. */
    public static final GatewaySettings DEFAULT = builder().build();

    /** Copies the names. */
    public GatewaySettings {
        tags = Set.copyOf(tags);
    }

    /** Builds settings; Lombok fills in the setters. */
    @SuppressWarnings({"UnusedVariable", "NullAway.Init"}) // read and written by what Lombok generates
    public static final class GatewaySettingsBuilder {
        private int maxBodyBytes = 32 * 1024 * 1024;
        private int maxMessages = 2_000;
        private int maxDepth = 64;
        private Duration keepAlive = Duration.ofSeconds(10);
        private Set<String> tags = Set.of();
        private boolean accessLog = true;
    }
}
