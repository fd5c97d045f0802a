package dev.signalbox.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final URI NOBODY = URI.create("http://127.0.0.1:1");

    @Test
    void takesTheFirstKeyAtHand() {
        assertThat(Source.choose(Map.of("OPENROUTER_API_KEY", "k", "OPENAI_API_KEY", "k")))
                .isEqualTo(Source.OPENROUTER);
        assertThat(Source.choose(Map.of("OPENROUTER_API_KEY", " ", "OPENAI_API_KEY", "k")))
                .isEqualTo(Source.OPENAI);
    }

    @ParameterizedTest
    @CsvSource({
        "200, '{\"models\":[{\"name\":\"llama3.2:latest\",\"size\":1}]}', OLLAMA",
        "200, '{\"models\":[{\"name\":\"mistral:latest\",\"size\":1}]}', SIMULATED",
        "200, '{\"models\":[{\"name\":\"llama3.2:1b\",\"size\":1}]}', SIMULATED",
        "404, not found, SIMULATED"
    })
    void needsNoKeyButAModel(int status, String body, Source expected) throws IOException {
        HttpServer ollama = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ollama.createContext("/api/tags", exchange -> {
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        ollama.start();
        try {
            URI there = URI.create("http://127.0.0.1:" + ollama.getAddress().getPort());
            assertThat(Source.choose(Map.of(), there, PATIENCE)).isEqualTo(expected);
        } finally {
            ollama.stop(0);
        }
        assertThat(Source.choose(Map.of("OPENAI_API_KEY", "k"), NOBODY, PATIENCE))
                .isEqualTo(Source.OPENAI);
    }

    @Test
    void needsNothing() {
        assertThat(Source.choose(Map.of(), NOBODY, PATIENCE)).isEqualTo(Source.SIMULATED);
    }
}
