package dev.signalbox.samples.agentdesk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An MCP server over HTTP with one tool, as somebody else would run it. */
final class WeatherServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, Object> TOOL = Map.of(
            "name",
            "weather",
            "description",
            "Tells the weather of the next days",
            "annotations",
            Map.of("readOnlyHint", true), // so its use may be repeated
            "inputSchema",
            Map.of(
                    "type", "object",
                    "properties", Map.of("city", Map.of("type", "string")),
                    "required", List.of("city")));

    private final HttpServer http;
    private final EffectLog effects;

    WeatherServer(EffectLog effects) throws IOException {
        this.effects = effects;
        this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/mcp", this::handle);
        http.start();
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/mcp";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            if (request.path("id").isMissingNode()) {
                exchange.sendResponseHeaders(202, -1); // a notification
                return;
            }
            byte[] answer = JSON.writeValueAsBytes(
                    Map.of("jsonrpc", "2.0", "id", request.get("id"), "result", result(request)));
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private Map<String, Object> result(JsonNode request) {
        JsonNode parameters = request.path("params");
        return switch (request.path("method").asString()) {
            case "initialize" ->
                Map.of(
                        "protocolVersion", parameters.path("protocolVersion"),
                        "capabilities", Map.of("tools", Map.of()),
                        "serverInfo", Map.of("name", "weather", "version", "1"));
            case "tools/list" -> Map.of("tools", List.of(TOOL));
            case "tools/call" ->
                Map.of("content", List.of(Map.of("type", "text", "text", weather(parameters.at("/arguments/city")))));
            default -> Map.of();
        };
    }

    private String weather(JsonNode city) {
        effects.add("weather " + city.asString());
        return "sun, a little wind, 24 degrees";
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
