package dev.signalbox.test.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;

/** A real PostgreSQL on a port of this machine, which may take its time to start. */
public final class PostgresServer {

    private PostgresServer() {}

    /** Starts one. */
    public static EmbeddedPostgres start() throws IOException {
        return builder().start();
    }

    /** For one that is set up otherwise. */
    public static EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder().setPGStartupWait(Duration.ofMinutes(2));
    }
}
