package dev.signalbox.test.provider;

import dev.signalbox.test.provider.Content.Message;
import dev.signalbox.test.provider.Content.Raw;
import dev.signalbox.test.provider.Content.ToolCall;
import java.time.Duration;
import java.util.List;

/**
 * An answer of the {@link FakeProvider}: what it says, how fast, and how it fails. Immutable; each method answers a
 * changed copy, so that replies can be shared and reused.
 *
 * <p>The same reply serves plain and streamed requests. Streamed, every word of the text, every tool call's name and
 * every piece of its arguments is one chunk; these chunks are what {@code …After(n)} counts. A plain body is thought of
 * as cut into as many pieces, and takes as long to produce as its stream would, before its headers.
 *
 * <p>Token counts that are not set follow from lengths: a quarter of the characters of all message texts of the request
 * (at least 1), and a quarter of the characters of the reply's text, tool names and arguments, both rounded up. Cached
 * tokens are part of the former, reasoning tokens are added to the latter.
 */
public final class FakeReply {

    private final Content content;

    private final Frame frame;

    private final Tokens tokens;

    private final Pace pace;

    private final Fault fault;

    private FakeReply(Content content, Frame frame, Tokens tokens, Pace pace, Fault fault) {
        this.content = content;
        this.frame = frame;
        this.tokens = tokens;
        this.pace = pace;
        this.fault = fault;
    }

    static FakeReply of(Content content) {
        return new FakeReply(content, Frame.DEFAULT, Tokens.DERIVED, Pace.AT_ONCE, Fault.NONE);
    }

    /** Says this text. */
    public static FakeReply text(String text) {
        return of(new Message(text, List.of()));
    }

    /**
     * Says this JSON, as a model does that was asked for structured output.
     *
     * @throws IllegalArgumentException when it is not JSON
     */
    public static FakeReply json(String json) {
        return text(Json.requireReadable(json));
    }

    /** Calls a tool; the arguments are sent as they are, readable or not. */
    public static FakeReply toolCall(String name, String argumentsJson) {
        return of(new Message(null, List.of(new ToolCall(name, argumentsJson))));
    }

    /** Ends properly but says nothing: no text, no tool call. */
    public static FakeReply empty() {
        return text("");
    }

    /** Answers status 200 with a body that is not JSON. */
    public static FakeReply garbage() {
        return of(new Raw(200, "<html><body>502 Bad Gateway</body></html>"));
    }

    /**
     * Answers this status with the error envelope OpenAI sends for it.
     *
     * @throws IllegalArgumentException when the status is not between 400 and 599
     */
    public static FakeReply error(int status) {
        return of(ErrorEnvelope.of(status));
    }

    /**
     * Answers this status with an OpenAI error envelope that holds this code and message.
     *
     * @throws IllegalArgumentException when the status is not between 400 and 599
     */
    public static FakeReply error(int status, String code, String message) {
        return of(ErrorEnvelope.of(status, code, message));
    }

    /** Answers status 429 and, in the {@code Retry-After} header, the whole seconds to wait, rounded up. */
    public static FakeReply rateLimited(Duration retryAfter) {
        Pace.requireNotNegative("retryAfter", retryAfter);
        long seconds = retryAfter.plusNanos(999_999_999).toSeconds();
        return error(429).header("Retry-After", Long.toString(seconds));
    }

    /** Begins with status 200 and two chunks of text, then reports this error; see {@link #errorAfter}. */
    public static FakeReply inBandError(String message) {
        return text("This reply breaks off.").errorAfter(2, message);
    }

    /** Reads the request and closes the connection without any answer. */
    public static FakeReply hangUp() {
        return text("").fault(new Fault(Fault.Kind.HANG_UP, 0, ""));
    }

    /**
     * Calls one more tool.
     *
     * @throws IllegalStateException when this reply is an error or garbage
     */
    public FakeReply andToolCall(String name, String argumentsJson) {
        if (content instanceof Message message) {
            Message more = message.with(new ToolCall(name, argumentsJson));
            return new FakeReply(more, frame, tokens, pace, fault);
        }
        throw new IllegalStateException("An error or garbage calls no tool; start with text(…) or toolCall(…)");
    }

    /** Reports these token counts. */
    public FakeReply usage(int inputTokens, int outputTokens) {
        return tokens(tokens.withCounts(inputTokens, outputTokens));
    }

    /** Reports that so many of the input tokens came from the provider's cache; 0 unless set. */
    public FakeReply cachedTokens(int count) {
        return tokens(tokens.withCached(count));
    }

    /** Reports that so many of the output tokens went into reasoning; 0 unless set. */
    public FakeReply reasoningTokens(int count) {
        return tokens(tokens.withReasoning(count));
    }

    /** Reports no usage, even where the request asks for it. */
    public FakeReply noUsage() {
        return tokens(tokens.unreported());
    }

    /** Ends with this reason instead of {@code stop} or {@code tool_calls}. */
    public FakeReply finishReason(String reason) {
        return frame(frame.withFinishReason(reason));
    }

    /** Ends the stream cleanly after its content: no finish reason, no usage, no {@code [DONE]}. */
    public FakeReply noFinish() {
        return frame(frame.unfinished());
    }

    /** Claims to come from this model instead of the one that was asked for. */
    public FakeReply model(String model) {
        return frame(frame.withModel(model));
    }

    /**
     * Sends this header, in place of one that would be sent anyway; {@code Connection: close} is kept to.
     *
     * @throws IllegalArgumentException when name or value cannot stand in a header
     */
    public FakeReply header(String name, String value) {
        return frame(frame.withHeader(name, value));
    }

    /** Waits before the headers; a year at most, as with every wait here. */
    public FakeReply delay(Duration delay) {
        return pace(pace.withDelay(delay));
    }

    /** Waits between the headers and the first chunk or, plain, the body. */
    public FakeReply delayBeforeContent(Duration delay) {
        return pace(pace.withDelayBeforeContent(delay));
    }

    /** Waits between one chunk and the next. */
    public FakeReply pause(Duration pause) {
        return pace(pace.withPause(pause));
    }

    /** Sends so many chunks in a second; another way to say {@link #pause}. */
    public FakeReply tokensPerSecond(int count) {
        return pace(pace.withTokensPerSecond(count));
    }

    /**
     * Closes the connection after so many chunks, at the latest before the end of the content is marked. The chunks do
     * arrive, but some clients, the JDK's among them, throw away what they have not read when a connection breaks; to
     * break one whose client has read them, use {@link #stallAfter} and {@link FakeProvider#disconnect}.
     */
    public FakeReply cutAfter(int chunks) {
        return fault(new Fault(Fault.Kind.CUT, chunks, ""));
    }

    /** Resets the connection after so many chunks; unlike with {@link #cutAfter} they may be lost on the way. */
    public FakeReply resetAfter(int chunks) {
        return fault(new Fault(Fault.Kind.RESET, chunks, ""));
    }

    /** Sends nothing more after so many chunks and keeps the connection open until the client or provider closes it. */
    public FakeReply stallAfter(int chunks) {
        return fault(new Fault(Fault.Kind.STALL, chunks, ""));
    }

    /** Sends, after so many chunks, an error event and {@code [DONE]}; plain: status 200 with the error envelope. */
    public FakeReply errorAfter(int chunks, String message) {
        return fault(new Fault(Fault.Kind.ERROR, chunks, message));
    }

    Content content() {
        return content;
    }

    Frame frame() {
        return frame;
    }

    Tokens tokens() {
        return tokens;
    }

    Pace pace() {
        return pace;
    }

    Fault fault() {
        return fault;
    }

    private FakeReply frame(Frame other) {
        return new FakeReply(content, other, tokens, pace, fault);
    }

    private FakeReply tokens(Tokens other) {
        return new FakeReply(content, frame, other, pace, fault);
    }

    private FakeReply pace(Pace other) {
        return new FakeReply(content, frame, tokens, other, fault);
    }

    private FakeReply fault(Fault other) {
        return new FakeReply(content, frame, tokens, pace, other);
    }
}
