package dev.signalbox.samples.rag;

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
import org.junit.jupiter.params.provider.EnumSource;

class ModelSourceTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final URI NOBODY = URI.create("http://127.0.0.1:1");

    @Test
    void takesTheFirstKeyThatIsThere() {
        assertThat(ModelSource.choose(Map.of("OPENAI_API_KEY", "a", "OPENROUTER_API_KEY", "b")))
                .isEqualTo(ModelSource.OPENROUTER);
        assertThat(ModelSource.choose(Map.of("OPENAI_API_KEY", "a", "OPENROUTER_API_KEY", " ")))
                .isEqualTo(ModelSource.OPENAI);
    }

    @ParameterizedTest
    @CsvSource({
        "200, '{\"models\":[{\"name\":\"llama3.2:latest\",\"size\":1}]}', OLLAMA",
        "200, '{\"models\":[{\"name\":\"mistral:latest\",\"size\":1}]}', SIMULATED",
        "200, '{\"models\":[{\"name\":\"llama3.2:1b\",\"size\":1}]}', SIMULATED",
        "404, not found, SIMULATED"
    })
    void needsNoKeyButAModel(int status, String body, ModelSource expected) throws IOException {
        HttpServer ollama = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ollama.createContext("/api/tags", exchange -> {
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        ollama.start();
        try {
            URI there = URI.create("http://127.0.0.1:" + ollama.getAddress().getPort());
            assertThat(ModelSource.choose(Map.of(), there, PATIENCE)).isEqualTo(expected);
        } finally {
            ollama.stop(0);
        }
        assertThat(ModelSource.choose(Map.of("OPENAI_API_KEY", "k"), NOBODY, PATIENCE))
                .isEqualTo(ModelSource.OPENAI);
    }

    @Test
    void needsNothing() {
        assertThat(ModelSource.choose(Map.of(), NOBODY, PATIENCE)).isEqualTo(ModelSource.SIMULATED);
    }

    @ParameterizedTest
    @EnumSource
    void hasAFileOfModels(ModelSource source) {
        assertThat(ModelSourceTests.class.getResource("/application-" + source.profile() + ".yml"))
                .isNotNull();
    }
}
