package dev.signalbox.test.provider;

import dev.signalbox.test.provider.Content.Failure;
import dev.signalbox.test.provider.Content.Raw;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Google's Gemini API: the model in the path, parts, thoughts counted apart, and no header to say when to retry. */
final class GeminiDialect implements WireDialect {

    private static final Pattern CHAT =
            Pattern.compile("/v1beta/models/([^/:]+):(generateContent|streamGenerateContent)");

    private static final Pattern EMBEDDINGS = Pattern.compile("/v1beta/models/([^/:]+):batchEmbedContents");

    private static final String MODELS = """
            {"models":[{"name":"models/%s","displayName":"Fake",\
            "supportedGenerationMethods":["generateContent"]}]}""";

    private static final String WRONG_KEY = """
            {"error":{"code":400,"message":"API key not valid. Please pass a valid API key.",\
            "status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo",\
            "reason":"API_KEY_INVALID","domain":"googleapis.com",\
            "metadata":{"service":"generativelanguage.googleapis.com"}}]}}""";

    @Override
    public String name() {
        return "google-ai-gemini";
    }

    @Override
    public String basePath() {
        return "/v1beta";
    }

    @Override
    public boolean speaks(HttpRequestReader.Parsed request) {
        return request.path().startsWith("/v1beta/");
    }

    /** Without {@code alt=sse} a stream would be one JSON array, which no client here asks for. */
    @Override
    public boolean chats(HttpRequestReader.Parsed request) {
        Matcher matcher = CHAT.matcher(request.path());
        return matcher.matches() && (matcher.group(2).equals("generateContent") || request.asksFor("alt", "sse"));
    }

    @Override
    public Failure unknown(String call) {
        return Failure.of(404, null, "Unknown request URL: " + call + ". Streams need '?alt=sse'.");
    }

    @Override
    public boolean embeds(HttpRequestReader.Parsed request) {
        return EMBEDDINGS.matcher(request.path()).matches();
    }

    @Override
    public List<String> texts(JsonNode body) {
        return body.path("requests")
                .valueStream()
                .map(request -> textOf(request.path("content")))
                .toList();
    }

    @Override
    public @Nullable Integer dimensions(JsonNode body) {
        return Json.integer(body.path("requests").path(0).path("outputDimensionality"));
    }

    /** Gemini counts no tokens of embeddings. */
    @Override
    public String vectors(Answer answer, List<float[]> vectors) {
        ObjectNode response = Json.object();
        ArrayNode all = response.putArray("embeddings");
        vectors.forEach(vector -> all.addObject().set("values", Json.numbers(vector)));
        return response.toString();
    }

    @Override
    public @Nullable String models(String path) {
        return path.equals("/v1beta/models") ? MODELS.formatted(Answer.DEFAULT_MODEL) : null;
    }

    @Override
    public boolean brings(HttpRequestReader.Parsed request, String key) {
        return key.equals(request.header("x-goog-api-key")) || request.asksFor("key", key);
    }

    /** Google calls this a bad request. */
    @Override
    public Content wrongKey() {
        return new Raw(400, WRONG_KEY);
    }

    @Override
    public String messages() {
        return "contents";
    }

    @Override
    public List<Said> said(JsonNode body) {
        Stream<Said> system = Stream.of(new Said(false, textOf(body.path("systemInstruction"))));
        Stream<Said> contents =
                body.path("contents").valueStream().map(content -> new Said(isUsers(content), textOf(content)));
        return Stream.concat(system, contents).toList();
    }

    /** Results of functions come in the user's name, too. */
    private static boolean isUsers(JsonNode content) {
        return content.path("role").asString("user").equals("user")
                && content.path("parts").valueStream().noneMatch(part -> part.has("functionResponse"));
    }

    private static String textOf(JsonNode content) {
        return content.path("parts")
                .valueStream()
                .map(part -> part.path("text").asString(""))
                .collect(Collectors.joining());
    }

    @Override
    public String model(HttpRequestReader.Parsed request, JsonNode body) {
        return Stream.of(CHAT, EMBEDDINGS)
                .map(pattern -> pattern.matcher(request.path()))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst()
                .orElse("");
    }

    @Override
    public boolean streams(HttpRequestReader.Parsed request, JsonNode body) {
        return request.path().endsWith(":streamGenerateContent");
    }

    @Override
    public String plain(Answer answer) {
        return GeminiAnswer.plain(answer);
    }

    @Override
    public WireStream stream(Answer answer) {
        return GeminiAnswer.stream(answer, this);
    }

    @Override
    public boolean tellsRetryInHeader() {
        return false;
    }

    @Override
    public String error(Failure failure, String model) {
        ObjectNode envelope = Json.object();
        ObjectNode error = envelope.putObject("error")
                .put("code", failure.status())
                .put("message", failure.message(usualMessage(failure.status(), model)))
                .put("status", failure.code(statusOf(failure.status())));
        if (failure.retryAfter() != null) {
            error.putArray("details")
                    .addObject()
                    .put("@type", "type.googleapis.com/google.rpc.RetryInfo")
                    .put("retryDelay", seconds(failure.retryAfter()));
        }
        return envelope.toString();
    }

    private static String seconds(Duration duration) {
        return duration.getNano() == 0
                ? duration.toSeconds() + "s"
                : "%d.%09ds".formatted(duration.toSeconds(), duration.getNano());
    }

    private static String statusOf(int status) {
        return switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 503 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> status >= 500 ? "INTERNAL" : "INVALID_ARGUMENT";
        };
    }

    private static String usualMessage(int status, String model) {
        return switch (status) {
            case 404 -> "models/" + model + " is not found for API version v1beta.";
            case 429 -> "You exceeded your current quota.";
            case 503 -> "The model is overloaded. Please try again later.";
            default -> "The fake provider answers with status " + status + ".";
        };
    }
}
