package dev.signalbox.router.store.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import org.jspecify.annotations.Nullable;

/**
 * The Redis of the stores: one connection of its own, made on first use. While Redis is not there each use fails, at the
 * latest after the timeout; when it is back the connection is. Thread-safe.
 */
public final class RedisStore implements AutoCloseable {

    private final RedisClient client;
    private volatile @Nullable StatefulRedisConnection<String, String> connection;

    /**
     * Connects to nothing yet.
     *
     * @throws IllegalArgumentException if the URL is none
     */
    public RedisStore(RedisSettings settings) {
        this.client = RedisClient.create(uri(settings));
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(settings.timeout())
                        .build())
                .timeoutOptions(TimeoutOptions.enabled(settings.timeout()))
                .build());
    }

    private static RedisURI uri(RedisSettings settings) {
        RedisURI uri;
        try {
            uri = RedisURI.create(settings.url());
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "The URL is not that of a Redis. It must look like redis://host:6379."); // e would show the
            // password
        }
        uri.setTimeout(settings.timeout());
        if (settings.password() != null) {
            uri.setCredentialsProvider(RedisCredentialsProvider.from(
                    () -> io.lettuce.core.RedisCredentials.just(settings.username(), settings.password())));
        }
        return uri;
    }

    /** The commands, on a connection that all threads share. */
    public RedisCommands<String, String> commands() {
        return connection().sync();
    }

    /** The client, for libraries that make their own connections. */
    public RedisClient client() {
        return client;
    }

    private StatefulRedisConnection<String, String> connection() {
        StatefulRedisConnection<String, String> open = connection;
        if (open == null) {
            synchronized (this) {
                open = connection;
                if (open == null) {
                    open = client.connect();
                    connection = open;
                }
            }
        }
        return open;
    }

    /** Closes the connection. */
    @Override
    public void close() {
        client.shutdown();
    }
}
