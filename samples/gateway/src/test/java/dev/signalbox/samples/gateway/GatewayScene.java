package dev.signalbox.samples.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.springframework.boot.SpringApplication;

/** The gateway with the models and keys of {@code scene.yaml}, started once for all tests. */
final class GatewayScene {

    private static final int PORT = freePort();

    static {
        SpringApplication.run(
                GatewayApplication.class,
                "--spring.config.additional-location=classpath:scene.yaml",
                "--server.port=" + PORT,
                "--scene.port=" + PORT);
    }

    private GatewayScene() {}

    /** The gateway's address with a path behind it. */
    static String url(String path) {
        return "http://127.0.0.1:" + PORT + path;
    }

    static URI uri(String path) {
        return URI.create(url(path));
    }

    /** One of its models calls the gateway itself, so that it must know its port before it listens. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
