package dev.signalbox.router.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers each request in the same way, and keeps what it was sent. */
final class AnsweringServer implements AutoCloseable {

    private static final String COMPLETION = """
            {"id": "1", "model": "m", "usage": %s, "choices": [{"finish_reason": "stop", "message": %s}]}""";

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile Answer answer = new Answer(404, Map.of(), "");

    AnsweringServer() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::serve);
        server.start();
    }

    private record Answer(int status, Map<String, String> headers, String body) {}

    /** A request; its body without white space, so that it can be searched. */
    record Received(String path, Map<String, List<String>> headers, String body) {}

    String url() {
        return root() + "/v1";
    }

    String root() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers with this JSON. */
    AnsweringServer json(String body) {
        return answer(200, Map.of("Content-Type", "application/json"), body);
    }

    /** Answers with these data as a stream of events. */
    AnsweringServer events(String... data) {
        StringBuilder events = new StringBuilder();
        for (String event : data) {
            events.append(event.startsWith("event:") ? event : "data: " + event).append("\n\n");
        }
        return answer(200, Map.of("Content-Type", "text/event-stream"), events.toString());
    }

    /** Answers with this message as JSON. */
    AnsweringServer message(String message, String usage) {
        return answer(200, Map.of("Content-Type", "application/json"), COMPLETION.formatted(usage, message));
    }

    /** Answers with these deltas as a stream of events. */
    AnsweringServer deltas(String usage, String... deltas) {
        StringBuilder events = new StringBuilder();
        for (String delta : deltas) {
            events.append("data: {\"choices\": [{\"delta\": ").append(delta).append("}]}\n\n");
        }
        events.append("data: {\"choices\": [{\"delta\": {}, \"finish_reason\": \"stop\"}]}\n\n")
                .append("data: {\"choices\": [], \"usage\": ")
                .append(usage)
                .append("}\n\ndata: [DONE]\n\n");
        return answer(200, Map.of("Content-Type", "text/event-stream"), events.toString());
    }

    AnsweringServer answer(int status, Map<String, String> headers, String body) {
        answer = new Answer(status, headers, body);
        return this;
    }

    List<Received> received() {
        return received;
    }

    Received onlyRequest() {
        if (received.size() != 1) {
            throw new AssertionError("Expected one request but received " + received.size());
        }
        return received.get(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        received.add(new Received(
                exchange.getRequestURI().toString(), exchange.getRequestHeaders(), body.replaceAll("\\s", "")));
        byte[] bytes = answer.body().getBytes(UTF_8);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
