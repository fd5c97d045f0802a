package dev.signalbox.router.provider;

import static dev.signalbox.router.resilience.FailureKind.AUTHENTICATION;
import static dev.signalbox.router.resilience.FailureKind.BAD_REQUEST;
import static dev.signalbox.router.resilience.FailureKind.CONTENT_REFUSED;
import static dev.signalbox.router.resilience.FailureKind.CONTEXT_TOO_LONG;
import static dev.signalbox.router.resilience.FailureKind.MODEL_NOT_FOUND;
import static dev.signalbox.router.resilience.FailureKind.QUOTA_EXHAUSTED;
import static dev.signalbox.router.resilience.FailureKind.RATE_LIMITED;
import static dev.signalbox.router.resilience.FailureKind.REFUSED;
import static dev.signalbox.router.resilience.FailureKind.SERVER;
import static dev.signalbox.router.resilience.FailureKind.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureClassifier;
import dev.signalbox.router.resilience.FailureKind;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bodies are shaped like the providers' own; what stands in them for a prompt or a key must not get out. */
class DialectFailuresTests {

    static Stream<Arguments> openAi() {
        return Stream.of(
                arguments(400, coded("context_length_exceeded", "invalid_request_error"), CONTEXT_TOO_LONG),
                arguments(400, said("This model's maximum context length is 8 tokens. secret"), CONTEXT_TOO_LONG),
                arguments(400, coded("content_policy_violation", "invalid_request_error"), CONTENT_REFUSED),
                arguments(400, coded("unsupported_parameter", "invalid_request_error"), BAD_REQUEST),
                arguments(401, coded("invalid_api_key", "invalid_request_error"), AUTHENTICATION),
                arguments(403, coded("unsupported_country_region_territory", "request_forbidden"), REFUSED),
                arguments(403, coded("model_not_found", "invalid_request_error"), MODEL_NOT_FOUND),
                arguments(404, coded("model_not_found", "invalid_request_error"), MODEL_NOT_FOUND),
                arguments(404, said("Invalid URL (POST /v2/chat/completions)"), BAD_REQUEST),
                arguments(404, "<html>secret</html>", BAD_REQUEST),
                arguments(408, "", TIMEOUT),
                arguments(429, coded("insufficient_quota", "insufficient_quota"), QUOTA_EXHAUSTED),
                arguments(429, coded("credit_balance_exhausted", "x"), QUOTA_EXHAUSTED),
                arguments(429, coded("project_spend_limit_exceeded", "x"), QUOTA_EXHAUSTED),
                arguments(429, coded("rate_limit_exceeded", "tokens"), RATE_LIMITED),
                arguments(500, coded("null", "server_error"), SERVER),
                arguments(503, "upstream connect error secret", SERVER));
    }

    static Stream<Arguments> openRouter() {
        return Stream.of(
                arguments(400, typed(400, "context_length_exceeded"), CONTEXT_TOO_LONG),
                arguments(400, typed(400, "token_limit_exceeded"), CONTEXT_TOO_LONG),
                arguments(400, typed(400, "content_policy_violation"), CONTENT_REFUSED),
                arguments(400, typed(400, "refusal"), CONTENT_REFUSED),
                arguments(400, typed(400, "invalid_request"), BAD_REQUEST),
                arguments(400, said("acme/secret is not a valid model ID"), MODEL_NOT_FOUND),
                arguments(401, typed(401, "authentication"), AUTHENTICATION),
                arguments(402, typed(402, "payment_required"), QUOTA_EXHAUSTED),
                arguments(402, said("You requested up to 8192 tokens, but can only afford 12"), REFUSED),
                arguments(402, typed(402, "max_price"), REFUSED),
                arguments(403, typed(403, "permission_denied"), REFUSED),
                arguments(404, typed(404, "not_found"), BAD_REQUEST),
                arguments(404, available("model_deprecated"), MODEL_NOT_FOUND),
                arguments(404, available("privacy_restricted"), REFUSED),
                arguments(404, said("No endpoints found that support tool use"), REFUSED),
                arguments(413, typed(413, "payload_too_large"), REFUSED),
                arguments(429, available("capacity_exhausted"), RATE_LIMITED),
                arguments(
                        429,
                        "{\"error\":{\"code\":429,\"metadata\":{\"raw\":\"{\\\"code\\\":\\\"insufficient_quota\\\"}\"}}}",
                        RATE_LIMITED),
                arguments(502, typed(502, "provider_unavailable"), SERVER),
                arguments(504, typed(504, "timeout"), SERVER));
    }

    static Stream<Arguments> servers() {
        return Stream.of(
                // Azure
                arguments(
                        400,
                        "{\"error\":{\"code\":\"content_filter\",\"status\":400,\"innererror\":"
                                + "{\"code\":\"ResponsibleAIPolicyViolation\"}}}",
                        CONTENT_REFUSED),
                arguments(401, coded("401", ""), AUTHENTICATION),
                arguments(404, coded("DeploymentNotFound", ""), MODEL_NOT_FOUND),
                arguments(404, coded("404", ""), BAD_REQUEST),
                // vLLM
                arguments(
                        400,
                        top(
                                "The decoder prompt (length 9) is longer than the maximum model length of 8.",
                                "BadRequestError",
                                400),
                        CONTEXT_TOO_LONG),
                arguments(404, top("The model `secret` does not exist.", "NotFoundError", 404), MODEL_NOT_FOUND),
                arguments(404, "{\"detail\":\"Not Found\"}", BAD_REQUEST),
                arguments(400, said("\\\"auto\\\" tool choice requires --enable-auto-tool-choice"), REFUSED),
                arguments(
                        422,
                        "{\"detail\":[{\"type\":\"string_too_long\",\"input\":{\"code\":\"invalid_api_key\"}}]}",
                        BAD_REQUEST),
                // llama.cpp
                arguments(
                        400,
                        "{\"error\":{\"code\":400,\"type\":\"exceed_context_size_error\",\"n_ctx\":256}}",
                        CONTEXT_TOO_LONG),
                arguments(500, said("the request exceeds the available context size"), CONTEXT_TOO_LONG),
                // Ollama, as OpenAI
                arguments(400, said("gemma3:4b does not support tools"), REFUSED),
                arguments(404, said("model 'x' not found"), MODEL_NOT_FOUND),
                // Groq, DeepSeek, xAI
                arguments(
                        413,
                        coded("rate_limit_exceeded", "tokens").replace("secret", "Request too large for model"),
                        REFUSED),
                arguments(402, said("Insufficient Balance"), QUOTA_EXHAUSTED),
                arguments(400, said("Model Not Exist"), MODEL_NOT_FOUND),
                arguments(400, said("Content Exists Risk"), CONTENT_REFUSED),
                arguments(
                        400,
                        "{\"code\":\"Client specified an invalid argument\",\"error\":\"Incorrect API key: secret\"}",
                        AUTHENTICATION),
                arguments(
                        403,
                        "{\"code\":\"x y\",\"error\":\"Your team has used all available credits\"}",
                        QUOTA_EXHAUSTED));
    }

    static Stream<Arguments> anthropic() {
        return Stream.of(
                arguments(
                        400, anthropic("invalid_request_error", "prompt is too long: 9 tokens > 8"), CONTEXT_TOO_LONG),
                arguments(
                        400,
                        anthropic(
                                "invalid_request_error",
                                "input length and `max_tokens` exceed context limit: 9 + 9 > 10"),
                        CONTEXT_TOO_LONG),
                arguments(
                        400, anthropic("invalid_request_error", "Your credit balance is too low to"), QUOTA_EXHAUSTED),
                arguments(
                        400,
                        anthropic(
                                "invalid_request_error", "You have reached your specified workspace API usage limits."),
                        QUOTA_EXHAUSTED),
                arguments(
                        400,
                        anthropic("invalid_request_error", "Output blocked by content filtering policy"),
                        CONTENT_REFUSED),
                arguments(400, anthropic("invalid_request_error", "messages: secret"), BAD_REQUEST),
                arguments(401, anthropic("authentication_error", "secret"), AUTHENTICATION),
                arguments(402, anthropic("billing_error", "secret"), QUOTA_EXHAUSTED),
                arguments(403, anthropic("permission_error", "secret"), REFUSED),
                arguments(404, anthropic("not_found_error", "model: secret"), MODEL_NOT_FOUND),
                arguments(404, anthropic("not_found_error", "Not Found"), BAD_REQUEST),
                arguments(413, anthropic("request_too_large", "secret"), REFUSED),
                arguments(
                        429,
                        anthropic("rate_limit_error", "would exceed your rate limit of 8 input tokens"),
                        RATE_LIMITED),
                arguments(
                        429,
                        "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"details\":"
                                + "{\"error_code\":\"enforced_spend_limit_reached\"}}}",
                        QUOTA_EXHAUSTED),
                arguments(500, anthropic("api_error", "secret"), SERVER),
                arguments(529, anthropic("overloaded_error", "Overloaded"), SERVER));
    }

    static Stream<Arguments> gemini() {
        return Stream.of(
                arguments(
                        400,
                        google(400, "INVALID_ARGUMENT", "API key not valid.", reason("API_KEY_INVALID")),
                        AUTHENTICATION),
                arguments(
                        400,
                        google(
                                400,
                                "INVALID_ARGUMENT",
                                "The input token count (9) exceeds the maximum number of tokens allowed (8).",
                                ""),
                        CONTEXT_TOO_LONG),
                arguments(400, google(400, "INVALID_ARGUMENT", "secret", ""), BAD_REQUEST),
                arguments(400, google(400, "FAILED_PRECONDITION", "User location is not supported", ""), REFUSED),
                arguments(
                        403,
                        google(403, "PERMISSION_DENIED", "Your API key was reported as leaked.", ""),
                        AUTHENTICATION),
                arguments(403, google(403, "PERMISSION_DENIED", "no tuned model", ""), REFUSED),
                arguments(
                        404,
                        google(404, "NOT_FOUND", "models/secret is not found for API version v1beta", ""),
                        MODEL_NOT_FOUND),
                arguments(404, google(404, "NOT_FOUND", "Requested entity was not found.", ""), BAD_REQUEST),
                arguments(
                        429,
                        google(
                                429,
                                "RESOURCE_EXHAUSTED",
                                "You exceeded your current quota",
                                quota("GenerateRequestsPerMinutePerProjectPerModel-FreeTier")),
                        RATE_LIMITED),
                arguments(
                        429,
                        google(
                                429,
                                "RESOURCE_EXHAUSTED",
                                "You exceeded your current quota",
                                quota("GenerateRequestsPerDayPerProjectPerModel-FreeTier")),
                        QUOTA_EXHAUSTED),
                arguments(500, google(500, "INTERNAL", "secret", ""), SERVER),
                arguments(503, google(503, "UNAVAILABLE", "The model is overloaded.", ""), SERVER));
    }

    static Stream<Arguments> mistral() {
        return Stream.of(
                arguments(400, mistral("invalid_model", "1500", "Invalid model: secret"), MODEL_NOT_FOUND),
                arguments(
                        400,
                        mistral(
                                "invalid_request_message",
                                "3051",
                                "Prompt contains 9 tokens, too large for model with 8 maximum context length"),
                        CONTEXT_TOO_LONG),
                arguments(401, "{\"message\":\"Unauthorized\",\"request_id\":\"secret\"}", AUTHENTICATION),
                arguments(
                        422,
                        "{\"object\":\"error\",\"message\":{\"detail\":[{\"type\":\"string_too_long\","
                                + "\"input\":\"secret\"}]},\"type\":\"invalid_request_error\"}",
                        BAD_REQUEST),
                arguments(429, mistral("rate_limited", "1300", "Rate limit exceeded"), RATE_LIMITED),
                arguments(
                        429,
                        mistral("invalid_request_error", "null", "Service tier capacity exceeded for this model."),
                        RATE_LIMITED),
                arguments(500, mistral("internal_server_error", "3000", "secret"), SERVER));
    }

    static Stream<Arguments> ollama() {
        return Stream.of(
                arguments(400, "{\"error\":\"registry.ollama.ai/library/x does not support tools\"}", REFUSED),
                arguments(400, "{\"error\":\"invalid options: secret\"}", BAD_REQUEST),
                arguments(404, "{\"error\":\"model 'x' not found\"}", MODEL_NOT_FOUND),
                arguments(404, "{\"error\":\"model \\\"x\\\" not found, try pulling it first\"}", MODEL_NOT_FOUND),
                arguments(404, "404 page not found", BAD_REQUEST),
                arguments(500, "{\"error\":\"model requires more system memory (5 GiB) than is available\"}", SERVER),
                arguments(503, "{\"error\":\"server busy, please try again\"}", SERVER));
    }

    @ParameterizedTest
    @MethodSource({"openAi", "openRouter", "servers"})
    void knowsOpenAiAndThoseWhoSpeakLikeIt(int status, String body, FailureKind kind) {
        assertKind(OpenAiFailures.CLASSIFIER, status, body, kind);
    }

    @ParameterizedTest
    @MethodSource("anthropic")
    void knowsAnthropic(int status, String body, FailureKind kind) {
        assertKind(AnthropicFailures.CLASSIFIER, status, body, kind);
    }

    @ParameterizedTest
    @MethodSource("gemini")
    void knowsGemini(int status, String body, FailureKind kind) {
        assertKind(GeminiFailures.CLASSIFIER, status, body, kind);
        assertKind(GeminiFailures.CLASSIFIER, status, "[" + body + "]", kind);
    }

    @ParameterizedTest
    @MethodSource("mistral")
    void knowsMistral(int status, String body, FailureKind kind) {
        assertKind(MistralFailures.CLASSIFIER, status, body, kind);
    }

    @ParameterizedTest
    @MethodSource("ollama")
    void knowsOllama(int status, String body, FailureKind kind) {
        assertKind(OllamaFailures.CLASSIFIER, status, body, kind);
    }

    private static void assertKind(FailureClassifier classifier, int status, String body, FailureKind kind) {
        Failure failure = classifier.classify(new LangChain4jException(new HttpException(status, body)), null, null);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.message()).startsWith(kind + " (HTTP " + status).doesNotContain("secret");
    }

    static Stream<Arguments> inBand() {
        FailureClassifier openAi = OpenAiFailures.CLASSIFIER;
        return Stream.of(
                arguments(openAi, typed(429, "rate_limit_exceeded"), RATE_LIMITED),
                arguments(openAi, typed(502, "provider_unavailable"), SERVER),
                arguments(openAi, typed(400, "context_length_exceeded"), CONTEXT_TOO_LONG),
                arguments(openAi, coded("rate_limit_exceeded", "tokens"), RATE_LIMITED),
                arguments(openAi, coded("content_filter", "x"), CONTENT_REFUSED),
                arguments(openAi, coded("server_error", "server_error"), SERVER),
                arguments(openAi, "it broke secret", SERVER),
                arguments(AnthropicFailures.CLASSIFIER, anthropic("overloaded_error", "Overloaded"), SERVER),
                arguments(AnthropicFailures.CLASSIFIER, anthropic("rate_limit_error", "secret"), RATE_LIMITED),
                arguments(AnthropicFailures.CLASSIFIER, anthropic("timeout_error", "secret"), TIMEOUT),
                arguments(AnthropicFailures.CLASSIFIER, anthropic("invalid_request_error", "secret"), BAD_REQUEST),
                arguments(AnthropicFailures.CLASSIFIER, anthropic("permission_error", "secret"), REFUSED),
                arguments(AnthropicFailures.CLASSIFIER, "{\"stop_reason\":\"refusal\"}", CONTENT_REFUSED),
                arguments(GeminiFailures.CLASSIFIER, google(503, "UNAVAILABLE", "secret", ""), SERVER),
                arguments(
                        GeminiFailures.CLASSIFIER, "{\"promptFeedback\":{\"blockReason\":\"OTHER\"}}", CONTENT_REFUSED),
                arguments(MistralFailures.CLASSIFIER, mistral("x", "1300", "secret"), RATE_LIMITED),
                arguments(
                        OllamaFailures.CLASSIFIER,
                        "{\"error\":\"model runner has unexpectedly stopped secret\"}",
                        SERVER));
    }

    @ParameterizedTest
    @MethodSource("inBand")
    void tellsErrorsInsideOfAnswersApart(FailureClassifier classifier, String body, FailureKind kind) {
        Failure failure = classifier.reported(body, null);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.status()).isNull();
        assertThat(failure.message()).startsWith(kind + " (in the answer").doesNotContain("secret");
    }

    @Test
    void aWrongRequestKeepsItsWordsForTheCaller() {
        Failure failure = AnthropicFailures.CLASSIFIER.reported(
                anthropic("invalid_request_error", "secret"), new NullPointerException());

        assertThat(failure.cause())
                .isInstanceOf(InvalidRequestException.class)
                .hasRootCauseInstanceOf(HttpException.class)
                .hasMessageContaining("secret");
    }

    @Test
    void readsThePauseFromGeminisBody() {
        String minute = google(429, "RESOURCE_EXHAUSTED", "", quota("PerMinute") + ",{\"retryDelay\":\"34.5s\"}");
        String day = google(429, "RESOURCE_EXHAUSTED", "", quota("PerDay") + ",{\"retryDelay\":\"34s\"}");

        assertThat(pause(minute, null)).isEqualTo(Duration.ofMillis(34_500));
        assertThat(pause(minute, Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(2));
        assertThat(pause(day, null)).isNull();
    }

    private static Duration pause(String body, Duration header) {
        return GeminiFailures.CLASSIFIER
                .classify(new HttpException(429, body), 429, header)
                .retryAfter();
    }

    private static String coded(String code, String type) {
        return "{\"error\":{\"message\":\"secret\",\"type\":\"" + type + "\",\"param\":null,\"code\":\"" + code
                + "\"}}";
    }

    private static String said(String words) {
        return "{\"error\":{\"message\":\"" + words + "\",\"type\":\"x\",\"code\":null}}";
    }

    private static String typed(int code, String errorType) {
        return "{\"error\":{\"code\":" + code + ",\"message\":\"secret\",\"metadata\":{\"error_type\":\"" + errorType
                + "\"}}}";
    }

    private static String available(String code) {
        return "{\"error\":{\"message\":\"secret\",\"availability\":{\"code\":\"" + code + "\"}}}";
    }

    private static String top(String message, String type, int code) {
        return "{\"object\":\"error\",\"message\":\"" + message + "\",\"type\":\"" + type + "\",\"code\":" + code + "}";
    }

    private static String anthropic(String type, String message) {
        return "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message + "\"}}";
    }

    private static String google(int code, String status, String message, String details) {
        return "{\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\",\"status\":\"" + status
                + "\",\"details\":[" + details + "]}}";
    }

    private static String reason(String reason) {
        return "{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"" + reason + "\"}";
    }

    private static String quota(String id) {
        return "{\"@type\":\"type.googleapis.com/google.rpc.QuotaFailure\",\"violations\":[{\"quotaId\":\"" + id
                + "\"}]}";
    }

    private static String mistral(String type, String code, String message) {
        return "{\"object\":\"error\",\"message\":\"" + message + "\",\"type\":\"" + type + "\",\"code\":\"" + code
                + "\"}";
    }
}
