package dev.signalbox.router.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a schema refers to elsewhere is never fetched, because callers may bring schemas. */
class RemoteReferenceTests {

    private final AtomicInteger fetched = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            fetched.incrementAndGet();
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes());
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"object\", \"properties\": {\"name\": {\"$ref\": \"URL\"}}}",
                "{\"$ref\": \"URL#/$defs/name\"}",
                "{\"$schema\": \"URL\", \"type\": \"object\"}",
                "{\"$id\": \"URL\", \"$ref\": \"other.json\"}",
                "{\"$id\": \"URL\", \"$dynamicRef\": \"other.json#name\"}",
                "{\"allOf\": [{\"$ref\": \"URL.yaml\"}]}"
            })
    void fetchesNothing(String schema) {
        String url = "http://localhost:" + server.getAddress().getPort() + "/schema.json";
        JsonSchema remote = JsonSchema.builder()
                .name("Remote")
                .rootElement(JsonRawSchema.from(schema.replace("URL", url)))
                .build();

        String problem = new JsonSchemaOutputValidator().problem("{\"name\": 1}", remote);

        assertThat(problem).isNull();
        assertThat(fetched).hasValue(0);
    }
}
