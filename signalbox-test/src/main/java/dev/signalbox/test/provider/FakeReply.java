package dev.signalbox.test.provider;

import dev.signalbox.test.provider.Content.Failure;
import dev.signalbox.test.provider.Content.Message;
import dev.signalbox.test.provider.Content.Raw;
import dev.signalbox.test.provider.Content.Thinking;
import dev.signalbox.test.provider.Content.ToolCall;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the {@link FakeProvider}: what it says, how fast, and how it fails. Immutable; each method answers a
 * changed copy, so that replies can be shared and reused.
 *
 * <p>The same reply serves every dialect, plain and streamed. Streamed, every word of the thinking and of the text, every
 * tool call's name and every piece of its arguments is one chunk; these chunks are what {@code …After(n)} counts. Gemini
 * and Ollama send a tool call whole, as one chunk, and Mistral all of them. A plain body is thought of as cut into as many
 * pieces, and takes as long to produce as its stream would, before its headers.
 *
 * <p>Token counts are all of the request and all of the reply; each dialect adds or subtracts as its provider does. Those
 * that are not set follow from lengths: a quarter of the characters of all message texts of the request (at least 1), and
 * a quarter of the characters of the reply's text, tool names and arguments, both rounded up. Cached tokens are part of
 * the former, reasoning tokens are added to the latter.
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

    /**
     * Calls a tool; the arguments are sent as they are, readable or not. Where a dialect has them as an object instead of
     * text, unreadable ones make the whole body or chunk unreadable.
     */
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
     * Answers this status with this body as it is, be it an error or not.
     *
     * @throws IllegalArgumentException when the status is not between 200 and 599
     */
    public static FakeReply raw(int status, String body) {
        return of(new Raw(status, body));
    }

    /**
     * Answers this status with the error that the dialect's provider sends for it.
     *
     * @throws IllegalArgumentException when the status is not between 400 and 599
     */
    public static FakeReply error(int status) {
        return of(Failure.of(status));
    }

    /**
     * Answers this status with an error that holds this code and message, in the envelope of the dialect.
     *
     * @param code stands where the dialect has it: OpenAI's, Azure's and Mistral's {@code code}, Anthropic's
     *     {@code type}, Gemini's {@code status}; Ollama has none. Null is the usual one; OpenAI has none
     * @throws IllegalArgumentException when the status is not between 400 and 599
     */
    public static FakeReply error(int status, @Nullable String code, String message) {
        return of(Failure.of(status, code, message));
    }

    /**
     * Answers status 429 and says how long to wait: in the {@code Retry-After} header, in whole seconds, rounded up, but
     * in Gemini's dialect exactly and within the body.
     */
    public static FakeReply rateLimited(Duration retryAfter) {
        return of(new Failure(429, null, null, Pace.requireNotNegative("retryAfter", retryAfter)));
    }

    /** Begins with status 200 and two chunks of text, then reports this error; see {@link #errorAfter}. */
    public static FakeReply inBandError(String message) {
        return text("This reply breaks off.").errorAfter(2, message);
    }

    /** Reads the request and closes the connection without any answer. */
    public static FakeReply hangUp() {
        return text("").fault(new Fault(Fault.Kind.HANG_UP, 0));
    }

    /**
     * Calls one more tool.
     *
     * @throws IllegalStateException when this reply is an error or garbage
     */
    public FakeReply andToolCall(String name, String argumentsJson) {
        return content(message("calls no tool").with(new ToolCall(name, argumentsJson)));
    }

    /**
     * Thinks this before it speaks, without a signature.
     *
     * @throws IllegalStateException when this reply is an error or garbage
     */
    public FakeReply thinking(String text) {
        return content(message("does not think").with(new Thinking(text, null)));
    }

    /**
     * Thinks this before it speaks, and signs it where the dialect has signatures: Anthropic's with the thinking, Gemini's
     * with the first tool call or the text.
     *
     * @param text may be empty, as from a model that hides its thoughts
     * @throws IllegalStateException when this reply is an error or garbage
     */
    public FakeReply thinking(String text, String signature) {
        return content(message("does not think").with(new Thinking(text, signature)));
    }

    private Message message(String otherwise) {
        if (content instanceof Message message) {
            return message;
        }
        throw new IllegalStateException("An error or garbage " + otherwise + "; start with text(…) or toolCall(…)");
    }

    /** Reports these token counts. */
    public FakeReply usage(int inputTokens, int outputTokens) {
        return tokens(tokens.withCounts(inputTokens, outputTokens));
    }

    /** Reports that so many of the input tokens came from the provider's cache; 0 unless set. */
    public FakeReply cachedTokens(int count) {
        return tokens(tokens.withCached(count));
    }

    /** Reports that so many of the input tokens went into the provider's cache; only Anthropic tells. 0 unless set. */
    public FakeReply cacheWriteTokens(int count) {
        return tokens(tokens.withCacheWrites(count));
    }

    /** Reports that so many of the output tokens went into reasoning; 0 unless set. */
    public FakeReply reasoningTokens(int count) {
        return tokens(tokens.withReasoning(count));
    }

    /** Reports no usage, even where the request asks for it. */
    public FakeReply noUsage() {
        return tokens(tokens.unreported());
    }

    /**
     * Ends with this reason instead of {@code stop} or {@code tool_calls}. These two, {@code length} and
     * {@code content_filter} are sent in the words of the dialect, all others as they are.
     */
    public FakeReply finishReason(String reason) {
        return frame(frame.withFinishReason(reason));
    }

    /**
     * Ends the stream cleanly after its content: no finish reason, no closing event, and no usage but that of the input,
     * which Anthropic and Gemini tell before the end.
     */
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
        return fault(new Fault(Fault.Kind.CUT, chunks));
    }

    /** Resets the connection after so many chunks; unlike with {@link #cutAfter} they may be lost on the way. */
    public FakeReply resetAfter(int chunks) {
        return fault(new Fault(Fault.Kind.RESET, chunks));
    }

    /** Sends nothing more after so many chunks and keeps the connection open until the client or provider closes it. */
    public FakeReply stallAfter(int chunks) {
        return fault(new Fault(Fault.Kind.STALL, chunks));
    }

    /** Sends, after so many chunks, a server error as the dialect tells it within a stream; plain: within status 200. */
    public FakeReply errorAfter(int chunks, String message) {
        return errorAfter(chunks, 500, message);
    }

    /**
     * Sends, after so many chunks, the error that the dialect has for this status; plain: within status 200.
     *
     * @throws IllegalArgumentException when the status is not between 400 and 599
     */
    public FakeReply errorAfter(int chunks, int status, String message) {
        return fault(new Fault(Fault.Kind.ERROR, chunks, Failure.of(status, null, message)));
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

    private FakeReply content(Content other) {
        return new FakeReply(other, frame, tokens, pace, fault);
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
