package dev.signalbox.test.gateway;

import dev.signalbox.router.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An application with a gateway, on a port of its own, and a plain HTTP client of it. */
public final class GatewayHouse implements AutoCloseable {

    public static final String SECRET = "sk-signalbox-0123456789";
    public static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;

    private GatewayHouse(ConfigurableApplicationContext context) {
        this.context = context;
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}

    /** Starts it with these properties beside the usual ones, each as {@code name=value}. */
    public static GatewayHouse with(String... properties) {
        return with(List.of(), properties);
    }

    /** With beans of its own. */
    public static GatewayHouse with(List<Class<?>> beans, String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "server.port=0",
                "server.address=127.0.0.1",
                "signalbox.gateway.enabled=true",
                "signalbox.gateway.keys.client.secret=" + SECRET));
        all.addAll(Arrays.asList(properties));
        List<Class<?>> sources = new ArrayList<>(List.of(Application.class));
        sources.addAll(beans);
        return new GatewayHouse(new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                .web(WebApplicationType.SERVLET)
                .properties(all.toArray(String[]::new))
                .run());
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Its web server. */
    public WebServer server() {
        return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer());
    }

    public Router router() {
        return bean(Router.class);
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + SECRET)
                .header("Content-Type", "application/json");
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public HttpResponse<String> post(String path, String body) {
        return send(request(path).POST(BodyPublishers.ofString(body)).build());
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).build());
    }

    /** Asks for a chat completion with a key. */
    public HttpResponse<String> chat(String secret, String body) {
        return send(request("/v1/chat/completions")
                .setHeader("Authorization", "Bearer " + secret)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    public HttpResponse<String> chat(String body) {
        return chat(SECRET, body);
    }

    public HttpClient http() {
        return http;
    }

    public static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    /** The data of the events of a stream. */
    public static List<String> events(HttpResponse<String> response) {
        return response.body()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
    }

    public static String asking(String model) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
    }

    public static String streaming(String model) {
        return asking(model).replaceFirst("\\{", "{\"stream\":true,");
    }

    @Override
    public void close() {
        context.close();
    }
}
