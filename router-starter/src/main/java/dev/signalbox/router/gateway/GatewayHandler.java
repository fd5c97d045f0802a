package dev.signalbox.router.gateway;

import dev.signalbox.router.Router;
import dev.signalbox.router.usage.Ledger;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.web.HttpRequestHandler;

/** Serves the gateway's API: finds out who asks, and for what, and turns every failure into an error that clients know. */
@Slf4j
public final class GatewayHandler implements HttpRequestHandler {

    private static final String CHAT = "chat/completions";
    private static final String MESSAGES = "messages";
    private static final String EMBEDDINGS = "embeddings";
    private static final String OPEN_API = "openapi.json";

    /** The paths that it serves, below each base path. */
    public static final List<String> PATHS = List.of(
                    CHAT, MESSAGES, EMBEDDINGS, OPEN_API, "models", "models/**", "key", "credits", "keys", "keys/**")
            .stream()
            .map("/"::concat)
            .toList();

    private static final Skin OPENAI = new OpenAiSkin();
    private static final Skin ANTHROPIC = new AnthropicSkin();
    private static final String VERSION = "/v1/";

    private final GatewaySettings settings;
    private final GatewayRequest.Intake intake;
    private final GatewayAuthentication authentication;
    private final Parts parts;
    private final ConcurrencyGate gate = new ConcurrencyGate();
    private final ChatEndpoint chat;
    private final EmbeddingsEndpoint embeddings;
    private final ModelsEndpoint models;
    private final KeyEndpoint keys;
    private final ManagementDoor door;

    /**
     * What the gateway works with.
     *
     * @param router routes its calls
     * @param ledger knows what keys have used, {@code null} if nobody does
     * @param clock what time it is
     * @param nanos measures time
     * @param listener is told of every request that has ended
     * @param management lets keys be managed, {@code null} if nobody may
     */
    public record Parts(
            Router router,
            @Nullable Ledger ledger,
            InstantSource clock,
            LongSupplier nanos,
            Consumer<GatewayRequestEnded> listener,
            @Nullable KeyManagement management) {}

    /** A gateway to a router. */
    public GatewayHandler(GatewaySettings settings, GatewayAuthentication authentication, Parts parts) {
        this.settings = settings;
        this.intake = GatewayRequest.Intake.of(settings);
        this.authentication = authentication;
        this.parts = parts;
        this.chat = new ChatEndpoint(parts.router(), parts.clock());
        this.embeddings = new EmbeddingsEndpoint(parts.router());
        this.models = new ModelsEndpoint(parts.router());
        this.keys = new KeyEndpoint(parts.router(), parts.ledger(), parts.clock());
        this.door = new ManagementDoor(parts);
    }

    @Override
    public void handleRequest(HttpServletRequest http, HttpServletResponse response) {
        long begun = parts.nanos().getAsLong();
        String path = path(http);
        AccessEntry entry = new AccessEntry(http.getMethod(), path);
        Skin skin = path.equals(MESSAGES) ? ANTHROPIC : OPENAI;
        try {
            if (path.equals(OPEN_API)) {
                OpenApiDocument.send(http, response);
                return;
            }
            serve(new GatewayRequest(http, response, path, authenticated(http, path, entry), intake, entry), skin);
        } catch (UncheckedIOException gone) {
            log.debug("The client has gone", gone);
        } catch (RuntimeException e) {
            fail(new GatewayRequest(http, response, path, GatewayCaller.named("-"), intake, entry), skin, e);
        } finally {
            end(entry.ended(response.getStatus(), Duration.ofNanos(parts.nanos().getAsLong() - begun)));
        }
    }

    /** The part of the path behind the version. */
    private static String path(HttpServletRequest http) {
        String uri = http.getRequestURI();
        int version = uri.indexOf(VERSION);
        return version < 0 ? uri : uri.substring(version + VERSION.length());
    }

    private GatewayCaller authenticated(HttpServletRequest http, String path, AccessEntry entry) {
        GatewayCaller manager = door.caller(http, path);
        GatewayCaller caller = manager == null ? authentication.authenticate(http) : manager;
        if (caller == null) {
            throw GatewayException.of(ErrorType.AUTHENTICATION, "The request was not authenticated.");
        }
        entry.caller(caller.name());
        return caller;
    }

    private void serve(GatewayRequest request, Skin skin) {
        gate.enter(request.caller());
        try {
            if (door.handle(request)) {
                return;
            }
            if (request.path().equals(CHAT) || request.path().equals(MESSAGES)) {
                requireMethod(request, "POST");
                chat.handle(request, skin);
            } else if (request.path().equals(EMBEDDINGS)) {
                requireMethod(request, "POST");
                embeddings.handle(request);
            } else {
                requireMethod(request, "GET");
                read(request);
            }
        } finally {
            gate.leave(request.caller());
        }
    }

    private void read(GatewayRequest request) {
        switch (request.path()) {
            case "models" -> models.list(request);
            case "key" -> keys.key(request);
            case "credits" -> keys.credits(request);
            default -> models.one(request);
        }
    }

    private static void requireMethod(GatewayRequest request, String method) {
        if (!request.http().getMethod().equals(method)) {
            request.response().setHeader("Allow", method);
            throw GatewayException.of(
                    ErrorType.METHOD_NOT_ALLOWED, "'" + request.path() + "' takes " + method + " requests only.");
        }
    }

    private static void fail(GatewayRequest request, Skin skin, RuntimeException thrown) {
        GatewayError error = GatewayErrors.of(thrown);
        request.entry().error(error.type());
        if (request.response().isCommitted()) {
            return;
        }
        String retryAfter = error.retryAfterSeconds();
        Map<String, String> headers = retryAfter == null ? Map.of() : Map.of("Retry-After", retryAfter);
        try {
            request.send(error.type().status(), skin.error(error), headers);
        } catch (UncheckedIOException gone) {
            log.debug("The client has gone", gone);
        }
    }

    private void end(GatewayRequestEnded ended) {
        if (settings.accessLog()) {
            log.info("{}", AccessEntry.line(ended));
        }
        try {
            parts.listener().accept(ended);
        } catch (RuntimeException e) {
            log.warn("A listener to the gateway has failed and was ignored", e);
        }
    }
}
