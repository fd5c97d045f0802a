package dev.signalbox.test.matrix;

import dev.signalbox.test.provider.FakeReply;
import org.jspecify.annotations.Nullable;

/** Errors in the words of the providers, where the status alone does not tell; all repeat the prompt, as some do. */
final class Bodies {

    private Bodies() {}

    static FakeReply quotaExhausted(Track track) {
        return switch (track) {
            case OPENAI -> FakeReply.raw(429, coded("insufficient_quota", "You exceeded your current quota"));
            case OLLAMA -> FakeReply.raw(402, "{\"error\":\"insufficient credits. " + Stage.PROMPT + "\"}");
            case MISTRAL_AI -> FakeReply.raw(402, coded("payment_required", "x"));
            case ANTHROPIC -> FakeReply.raw(400, anthropic("invalid_request_error", "Your credit balance is too low"));
            case GOOGLE_AI_GEMINI ->
                FakeReply.raw(
                        429,
                        google(
                                429,
                                "RESOURCE_EXHAUSTED",
                                "You exceeded your current quota",
                                "{\"@type\":\"type.googleapis.com/google.rpc.QuotaFailure\",\"violations\":["
                                        + "{\"quotaId\":\"GenerateRequestsPerDayPerProjectPerModel-FreeTier\"}]},"
                                        + "{\"retryDelay\":\"3s\"}"));
        };
    }

    static FakeReply wrongKey(Track track) {
        return track == Track.GOOGLE_AI_GEMINI
                ? FakeReply.raw(
                        400, google(400, "INVALID_ARGUMENT", "API key not valid.", "{\"reason\":\"API_KEY_INVALID\"}"))
                : FakeReply.error(401);
    }

    static FakeReply forbiddenKey(Track track) {
        return switch (track) {
            case OPENAI, MISTRAL_AI -> FakeReply.raw(403, coded("invalid_api_key", "no"));
            case OLLAMA -> FakeReply.raw(403, "{\"error\":\"invalid api key\"}");
            case ANTHROPIC -> FakeReply.raw(403, anthropic("authentication_error", "no"));
            case GOOGLE_AI_GEMINI ->
                FakeReply.raw(403, google(403, "PERMISSION_DENIED", "Your API key was reported as leaked.", ""));
        };
    }

    static FakeReply forbiddenRequest(Track track) {
        return switch (track) {
            case OPENAI -> FakeReply.raw(403, coded("unsupported_country_region_territory", "not in your region"));
            case ANTHROPIC -> FakeReply.raw(403, anthropic("permission_error", "not for you"));
            case GOOGLE_AI_GEMINI -> FakeReply.raw(403, google(403, "PERMISSION_DENIED", "not for you", ""));
            case MISTRAL_AI, OLLAMA -> FakeReply.raw(403, "not in your region: " + Stage.PROMPT);
        };
    }

    static FakeReply tooLong(Track track) {
        return switch (track) {
            case OPENAI -> FakeReply.raw(400, coded("context_length_exceeded", "too many tokens"));
            case OLLAMA -> FakeReply.raw(400, "{\"error\":\"the input exceeds the context length\"}");
            case ANTHROPIC ->
                FakeReply.raw(400, anthropic("invalid_request_error", "prompt is too long: 9 tokens > 8 maximum"));
            case GOOGLE_AI_GEMINI ->
                FakeReply.raw(
                        400,
                        google(
                                400,
                                "INVALID_ARGUMENT",
                                "The input token count (9) exceeds the maximum number of tokens allowed (8).",
                                ""));
            case MISTRAL_AI ->
                FakeReply.raw(
                        400,
                        mistral(
                                "invalid_request_message",
                                "3051",
                                "Prompt contains 9 tokens, too large for model with 8 maximum context length"));
        };
    }

    static @Nullable FakeReply contentRefused(Track track) {
        return switch (track) {
            case OPENAI -> FakeReply.raw(400, coded("content_policy_violation", "not allowed"));
            case ANTHROPIC ->
                FakeReply.raw(400, anthropic("invalid_request_error", "Output blocked by content filtering policy"));
            default -> null;
        };
    }

    /** An answer of which the filter has left nothing; Anthropic and Gemini say so in words of their own. */
    static @Nullable FakeReply contentFiltered(Track track) {
        return track == Track.OLLAMA || track == Track.MISTRAL_AI
                ? null
                : FakeReply.empty().finishReason("content_filter");
    }

    static FakeReply unknownModel(Track track) {
        return switch (track) {
            case OPENAI -> FakeReply.raw(404, coded("model_not_found", "no such model"));
            case ANTHROPIC -> FakeReply.raw(404, anthropic("not_found_error", "model: m"));
            case GOOGLE_AI_GEMINI ->
                FakeReply.raw(404, google(404, "NOT_FOUND", "models/m is not found for API version v1beta", ""));
            case MISTRAL_AI -> FakeReply.raw(400, mistral("invalid_model", "1500", "Invalid model: m"));
            case OLLAMA -> FakeReply.raw(404, "{\"error\":\"model 'm' not found\"}");
        };
    }

    private static String coded(String code, String message) {
        return "{\"error\":{\"code\":\"" + code + "\",\"type\":\"x\",\"message\":\"" + said(message) + "\"}}";
    }

    private static String anthropic(String type, String message) {
        return "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + said(message) + "\"}}";
    }

    private static String google(int code, String status, String message, String details) {
        return "{\"error\":{\"code\":" + code + ",\"status\":\"" + status + "\",\"message\":\"" + said(message)
                + "\",\"details\":[" + details + "]}}";
    }

    private static String mistral(String type, String code, String message) {
        return "{\"object\":\"error\",\"message\":\"" + said(message) + "\",\"type\":\"" + type + "\",\"code\":\""
                + code + "\"}";
    }

    private static String said(String message) {
        return message + " " + Stage.PROMPT;
    }
}
