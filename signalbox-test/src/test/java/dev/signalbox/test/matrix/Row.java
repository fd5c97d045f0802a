package dev.signalbox.test.matrix;

import static dev.signalbox.test.matrix.Row.Next.FALLS_BACK;
import static dev.signalbox.test.matrix.Row.Next.STOPS;

import dev.signalbox.router.policy.Reason;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.test.provider.FakeReply;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** A row of the failure table: what a provider does, and what must follow for the call and for its deployment. */
@RequiredArgsConstructor
enum Row {
    RATE_LIMITED(
            to -> FakeReply.rateLimited(Duration.ofSeconds(30)), FailureKind.RATE_LIMITED, FALLS_BACK, Reason.COOLING),
    RATE_LIMITED_WITHOUT_A_PAUSE(to -> FakeReply.error(429), FailureKind.RATE_LIMITED, FALLS_BACK, Reason.COOLING),
    QUOTA_EXHAUSTED(Row::quota, FailureKind.QUOTA_EXHAUSTED, FALLS_BACK, Reason.COOLING),
    KEY_REFUSED(to -> FakeReply.error(401), FailureKind.AUTHENTICATION, FALLS_BACK, Reason.COOLING),
    REQUEST_REFUSED(to -> FakeReply.raw(403, "not in your region"), FailureKind.REFUSED, FALLS_BACK, null),
    BROKEN_SERVER(to -> FakeReply.error(500), FailureKind.SERVER, FALLS_BACK, null),
    OVERLOADED(to -> FakeReply.error(503), FailureKind.SERVER, FALLS_BACK, null),
    OVERLOADED_529(to -> FakeReply.error(529), FailureKind.SERVER, FALLS_BACK, null),
    NO_ANSWER_AT_ALL(to -> FakeReply.hangUp(), FailureKind.NETWORK, FALLS_BACK, null),
    UNREADABLE(to -> FakeReply.garbage(), FailureKind.NETWORK, FALLS_BACK, null),
    CONTEXT_TOO_LONG(Row::context, FailureKind.CONTEXT_TOO_LONG, FALLS_BACK, null),
    CONTENT_REFUSED(Row::content, FailureKind.CONTENT_REFUSED, STOPS, null),
    MODEL_NOT_FOUND(to -> FakeReply.error(404), FailureKind.MODEL_NOT_FOUND, FALLS_BACK, Reason.DISABLED),
    BAD_REQUEST(to -> FakeReply.error(400), FailureKind.BAD_REQUEST, STOPS, null),
    EMPTY(to -> FakeReply.empty(), FailureKind.EMPTY_ANSWER, FALLS_BACK, null),
    TRUNCATED(to -> FakeReply.empty().finishReason("length"), FailureKind.TRUNCATED, STOPS, null),
    ERROR_INSIDE(to -> FakeReply.text("never seen").errorAfter(0, "overloaded"), FailureKind.SERVER, FALLS_BACK, null),
    LIMIT_INSIDE(
            to -> to == Track.OLLAMA ? null : FakeReply.text("never seen").errorAfter(0, 429, "slow down"),
            FailureKind.RATE_LIMITED,
            FALLS_BACK,
            Reason.COOLING);

    /** What the call does next. */
    enum Next {
        FALLS_BACK,
        STOPS
    }

    private final Function<Track, @Nullable FakeReply> reply;

    /** How the failure is known. */
    final FailureKind kind;

    /** What the call does. */
    final Next next;

    /** Why the deployment is left out of the next call, {@code null} if it is not. */
    final @Nullable Reason effect;

    /** What a provider of that dialect answers, {@code null} if it never does. */
    @Nullable
    FakeReply reply(Track track) {
        return reply.apply(track);
    }

    private static FakeReply quota(Track track) {
        return switch (track) {
            case OPENAI, MISTRAL_AI, OLLAMA -> FakeReply.raw(429, "{\"error\":{\"code\":\"insufficient_quota\"}}");
            case ANTHROPIC ->
                FakeReply.raw(402, "{\"type\":\"error\",\"error\":{\"type\":\"billing_error\",\"message\":\"x\"}}");
            case GOOGLE_AI_GEMINI ->
                FakeReply.raw(
                        429,
                        "{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\",\"message\":\"x\",\"details\":["
                                + "{\"@type\":\"type.googleapis.com/google.rpc.QuotaFailure\",\"violations\":["
                                + "{\"quotaId\":\"GenerateRequestsPerDayPerProjectPerModel-FreeTier\"}]}]}}");
        };
    }

    private static FakeReply context(Track track) {
        return switch (track) {
            case OPENAI, OLLAMA -> FakeReply.raw(400, "{\"error\":{\"code\":\"context_length_exceeded\"}}");
            case ANTHROPIC ->
                FakeReply.raw(
                        400,
                        "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\","
                                + "\"message\":\"prompt is too long: 9 tokens > 8 maximum\"}}");
            case GOOGLE_AI_GEMINI ->
                FakeReply.raw(
                        400,
                        "{\"error\":{\"code\":400,\"status\":\"INVALID_ARGUMENT\",\"message\":\"The input token count (9)"
                                + " exceeds the maximum number of tokens allowed (8).\"}}");
            case MISTRAL_AI ->
                FakeReply.raw(
                        400,
                        "{\"object\":\"error\",\"message\":\"Prompt contains 9 tokens, too large for model with 8 maximum"
                                + " context length\",\"type\":\"invalid_request_message\",\"code\":\"3051\"}");
        };
    }

    private static @Nullable FakeReply content(Track track) {
        return track == Track.OLLAMA || track == Track.MISTRAL_AI
                ? null
                : FakeReply.empty().finishReason("content_filter");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
