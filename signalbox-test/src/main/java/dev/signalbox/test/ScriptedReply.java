package dev.signalbox.test;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;

/**
 * An answer of a scripted model: what it says and how it fails. Immutable; each method answers a changed copy, so that
 * replies can be shared and reused.
 *
 * <p>The same reply serves both kinds of model. Streamed, every word of the text is one partial unless
 * {@link #partials} are given, and every tool call is one more; a whole answer is held back and fails wherever its stream
 * would. Replies report no token usage, as some providers do, unless {@link #usage} is given.
 */
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
public final class ScriptedReply {

    private final Function<ChatRequest, ChatResponse> answer;
    private final Delivery delivery;

    /** Says this text and stops. */
    public static ScriptedReply text(String text) {
        return computed(request -> said(AiMessage.from(text), FinishReason.STOP));
    }

    /** Says the text that these pieces make; streamed, each of them is one partial. */
    public static ScriptedReply partials(String... partials) {
        Delivery delivery = new Delivery(List.of(partials), null, null);
        return new ScriptedReply(text(String.join("", partials)).answer, delivery);
    }

    /** Says nothing, neither text nor tool call, and stops. */
    public static ScriptedReply empty() {
        return text("");
    }

    /** Calls a tool; the arguments are passed as they are, readable or not. */
    public static ScriptedReply toolCall(String name, String argumentsJson) {
        return computed(
                request -> said(AiMessage.from(request(name, argumentsJson, request, 0)), FinishReason.TOOL_EXECUTION));
    }

    /** Answers with this response, unchanged. */
    public static ScriptedReply response(ChatResponse response) {
        return computed(request -> response);
    }

    /** Answers with what the function makes of the request; what it throws is the failure. */
    public static ScriptedReply computed(Function<ChatRequest, ChatResponse> answer) {
        return new ScriptedReply(answer, Delivery.PLAIN);
    }

    /** Fails. */
    public static ScriptedReply failure(RuntimeException failure) {
        return empty().failAfter(0, failure);
    }

    /**
     * Fails as LangChain4j's models do when the provider answers with this status.
     *
     * @throws IllegalArgumentException if the status is not between 400 and 599
     */
    public static ScriptedReply error(int status) {
        return empty().with(Fault.http(status, "scripted error " + status, null));
    }

    /**
     * Fails as LangChain4j's models do when the provider answers with this status and error code.
     *
     * @throws IllegalArgumentException if the status is not between 400 and 599
     */
    public static ScriptedReply error(int status, String code) {
        return empty().with(Fault.http(status, "{\"error\":{\"code\":\"" + code + "\"}}", null));
    }

    /** Fails with status 429 and asks the router to stay away for a while. */
    public static ScriptedReply rateLimited(Duration retryAfter) {
        return empty().with(Fault.http(429, "scripted error 429", retryAfter));
    }

    /** Calls one more tool. */
    public ScriptedReply andToolCall(String name, String argumentsJson) {
        return new ScriptedReply(
                request -> {
                    ChatResponse response = answer.apply(request);
                    AiMessage message = response.aiMessage();
                    List<ToolExecutionRequest> calls = new ArrayList<>(message.toolExecutionRequests());
                    calls.add(request(name, argumentsJson, request, calls.size()));
                    AiMessage both =
                            message.toBuilder().toolExecutionRequests(calls).build();
                    return response.toBuilder().aiMessage(both).build();
                },
                delivery);
    }

    /** Reports these token counts. */
    public ScriptedReply usage(int inputTokens, int outputTokens) {
        return metadata(builder -> builder.tokenUsage(new TokenUsage(inputTokens, outputTokens)));
    }

    /** Ends with this reason instead of {@code STOP} or {@code TOOL_EXECUTION}. */
    public ScriptedReply finishReason(FinishReason reason) {
        return metadata(builder -> builder.finishReason(reason));
    }

    /** Ends without finish reason, as a stream does that was cut off. */
    @SuppressWarnings("NullAway") // LangChain4j's way to say that there is none
    public ScriptedReply noFinish() {
        return metadata(builder -> builder.finishReason(null));
    }

    /** Fails after so many partials. */
    public ScriptedReply failAfter(int partials, RuntimeException failure) {
        return with(Fault.of(partials, failure));
    }

    /** Is held back at this gate before anything is said. */
    public ScriptedReply heldBy(Gate gate) {
        return heldAfter(0, gate);
    }

    /** Is held back at this gate after so many partials. */
    public ScriptedReply heldAfter(int partials, Gate gate) {
        return new ScriptedReply(answer, delivery.with(new Hold(gate, partials)));
    }

    ChatResponse answer(ChatRequest request) {
        return answer.apply(request);
    }

    Delivery delivery() {
        return delivery;
    }

    private ScriptedReply with(Fault fault) {
        return new ScriptedReply(answer, delivery.with(fault));
    }

    private ScriptedReply metadata(UnaryOperator<ChatResponseMetadata.Builder<?>> change) {
        return new ScriptedReply(answer.andThen(response -> changed(response, change)), delivery);
    }

    private static ChatResponse changed(ChatResponse response, UnaryOperator<ChatResponseMetadata.Builder<?>> change) {
        ChatResponseMetadata metadata =
                change.apply(response.metadata().toBuilder()).build();
        return response.toBuilder().metadata(metadata).build();
    }

    private static ChatResponse said(AiMessage message, FinishReason reason) {
        return ChatResponse.builder().aiMessage(message).finishReason(reason).build();
    }

    /** A tool call whose id is its own in a whole tool loop. */
    private static ToolExecutionRequest request(String name, String arguments, ChatRequest request, int before) {
        long answered = request.messages().stream()
                .filter(ToolExecutionResultMessage.class::isInstance)
                .count();
        return ToolExecutionRequest.builder()
                .id("call-" + (answered + before + 1))
                .name(name)
                .arguments(arguments)
                .build();
    }
}
