package dev.signalbox.samples.observability;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The application, a collector of traces and somebody who scrapes, over HTTP. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "management.opentelemetry.tracing.export.schedule-delay=100ms")
class ObservabilityTests {

    private static final BlockingQueue<String> EXPORTS = new LinkedBlockingQueue<>();
    private static HttpServer collector;

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    private static synchronized HttpServer collector() throws IOException {
        if (collector == null) {
            collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            collector.createContext("/v1/traces", ObservabilityTests::receive);
            collector.start();
        }
        return collector;
    }

    private static void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            EXPORTS.add(new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    @DynamicPropertySource
    static void endpoint(DynamicPropertyRegistry registry) throws IOException {
        int collectorPort = collector().getAddress().getPort();
        registry.add(
                "management.opentelemetry.tracing.export.otlp.endpoint",
                () -> "http://127.0.0.1:" + collectorPort + "/v1/traces");
    }

    @AfterAll
    static void stopCollector() {
        collector.stop(0);
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    /** What has been exported, once that name is among it. */
    private static String exported(String name) throws InterruptedException {
        StringBuilder all = new StringBuilder();
        while (all.indexOf(name) < 0) {
            String next = EXPORTS.poll(60, TimeUnit.SECONDS);
            assertThat(next).as("spans with " + name).isNotNull();
            all.append(next);
        }
        return all.toString();
    }

    @Test
    void tracesAndMetersShowWhatTheModelsDid() throws Exception {
        for (int question = 0; question < 3; question++) {
            assertThat(get("/ask?question=hello")).isNotBlank();
        }
        assertThat(get("/tell?question=hello")).isNotBlank();

        assertThat(exported("http get /tell"))
                .contains("route routine", "chat small", "gen_ai.usage.input_tokens", "rate-limited")
                .doesNotContain("gen_ai.input.messages");
        assertThat(get("/actuator/prometheus"))
                .contains(
                        "signalbox_call_duration_seconds_bucket",
                        "signalbox_attempts_total",
                        "signalbox_cost_usd_total",
                        "gen_ai_client_token_usage_count",
                        "gen_ai_client_operation_time_to_first_chunk_seconds_count",
                        "signalbox_cooldown_cause=\"rate-limited\"");
    }
}
