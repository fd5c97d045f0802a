package dev.signalbox.agent.tool;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An MCP server with a few tools, over HTTP or, as a process of its own, over its input and output. */
final class TinyMcpServer implements AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final String TOOLS = """
            [{"name": "search", "annotations": {"readOnlyHint": true}, "inputSchema":
               {"type": "object", "properties": {"text": {"type": "string", "minLength": 2}}, "required": ["text"]}},
             {"name": "create", "annotations": {"readOnlyHint": false}, "inputSchema":
               {"type": "object", "properties": {"title": {"type": "string"}}, "required": ["title"]}},
             {"name": "replace", "annotations": {"idempotentHint": true}, "inputSchema": {"type": "object", "properties": {}}},
             {"name": "plain", "inputSchema": {"type": "object", "properties": {}}}]
            """;

    final AtomicInteger listed = new AtomicInteger();
    final List<String> called = new CopyOnWriteArrayList<>();
    final List<String> keys = new CopyOnWriteArrayList<>();
    volatile boolean broken;
    volatile boolean refusing;

    private @Nullable HttpServer http;

    public static void main(String[] arguments) throws IOException {
        TinyMcpServer server = new TinyMcpServer();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String answer = server.answer(line);
            if (answer != null) {
                System.out.println(answer);
                System.out.flush();
            }
        }
    }

    String start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/mcp", this::handle);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        http = server;
        return "http://localhost:" + server.getAddress().getPort() + "/mcp";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String answer = exchange.getRequestMethod().equals("POST") ? answer(request) : null;
            if (broken && request.contains("tools/call")) {
                exchange.sendResponseHeaders(500, -1);
            } else if (answer == null) {
                exchange.sendResponseHeaders(exchange.getRequestMethod().equals("POST") ? 202 : 405, -1);
            } else {
                byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private @Nullable String answer(String line) {
        JsonNode request = MAPPER.readTree(line);
        if (request.get("id") == null) {
            return null;
        }
        Object result =
                switch (request.path("method").asString()) {
                    case "initialize" ->
                        Map.of(
                                "protocolVersion",
                                request.at("/params/protocolVersion").asString(),
                                "capabilities",
                                Map.of("tools", Map.of()),
                                "serverInfo",
                                Map.of("name", "tiny", "version", "1"));
                    case "tools/list" -> list();
                    case "tools/call" -> call(request.path("params"));
                    default -> Map.of();
                };
        return MAPPER.writeValueAsString(Map.of("jsonrpc", "2.0", "id", request.get("id"), "result", result));
    }

    private Object list() {
        listed.incrementAndGet();
        return Map.of("tools", MAPPER.readTree(TOOLS));
    }

    private Object call(JsonNode call) {
        called.add(call.path("name").asString() + call.path("arguments"));
        keys.add(call.path("_meta").path(McpIdempotencyKey.NAME).asString());
        String text =
                refusing ? "it is not allowed" : "did " + call.path("name").asString();
        return Map.of("content", List.of(Map.of("type", "text", "text", text)), "isError", refusing);
    }

    @Override
    public void close() {
        if (http != null) {
            http.stop(0);
        }
    }
}
