package dev.signalbox.test.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.store.redis.RedisSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real Redis on a port of this machine, which keeps nothing. */
public final class RedisServer implements AutoCloseable {

    private final int port;
    private Process process;

    private RedisServer(int port) {
        this.port = port;
    }

    /** Starts one; where none is installed the test is left out, unless everything must run. */
    public static RedisServer start() {
        Optional<Path> program = program();
        assertThat(program.isPresent() || System.getenv("CI") == null)
                .as("Install redis-server: its tests must not be left out here.")
                .isTrue();
        Assumptions.assumeTrue(program.isPresent(), "redis-server is not installed");
        RedisServer server = new RedisServer(freePort());
        server.run();
        return server;
    }

    private static Optional<Path> program() {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, "redis-server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it on the same port, with nothing in it. */
    public void run() {
        try {
            process = new ProcessBuilder(
                            program().orElseThrow().toString(),
                            "--port",
                            Integer.toString(port),
                            "--bind",
                            "127.0.0.1",
                            "--save",
                            "",
                            "--appendonly",
                            "no")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (int tries = 0; tries < 1_000 && !answers(); tries++) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        assertThat(answers()).as("redis-server answers").isTrue();
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Its address. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** How to reach it. */
    public RedisSettings settings() {
        return new RedisSettings(url(), null, null, Duration.ofSeconds(10));
    }

    /** Ends it as the power does. */
    public void stop() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        stop();
    }
}
