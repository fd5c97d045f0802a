package dev.signalbox.test.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.FinishReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Plain replies, as the real {@code OpenAiChatModel} sees them. */
@Timeout(60)
class PlainReplyTests {

    private final FakeProvider provider = FakeProvider.start();

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void textArrivesWithItsModelAndFinishReason() {
        provider.reply(FakeReply.text("Grüße, 世界! 😀 😀😀 😀😀😀").model("gpt-real"));

        ChatResponse response = chat();

        assertThat(response.aiMessage().text()).isEqualTo("Grüße, 世界! 😀 😀😀 😀😀😀");
        assertThat(response.modelName()).isEqualTo("gpt-real");
        assertThat(response.id()).isEqualTo("chatcmpl-1");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void unscriptedRequestIsEchoed() {
        assertThat(Clients.model(provider).chat("Hello")).isEqualTo("You said: Hello");
    }

    @Test
    void toolCallsArriveInOrderWithDistinctIds() {
        provider.reply(FakeReply.toolCall("weather", "{\"city\":\"Paris\"}").andToolCall("time", "{}"));

        ChatResponse response = Clients.model(provider).chat(toolRequest());

        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
        assertThat(response.aiMessage().text()).isNull();
        assertThat(response.aiMessage().toolExecutionRequests())
                .extracting(call -> call.id() + " " + call.name() + " " + call.arguments())
                .containsExactly("call_1_0 weather {\"city\":\"Paris\"}", "call_1_1 time {}");
    }

    @Test
    void structuredJsonArrivesUnchanged() {
        provider.reply(FakeReply.json("{\"city\": \"Paris\", \"days\": 3}"));
        ChatRequest request = Clients.request("Plan").toBuilder()
                .responseFormat(ResponseFormat.JSON)
                .build();

        ChatResponse response = Clients.model(provider).chat(request);

        assertThat(response.aiMessage().text()).isEqualTo("{\"city\": \"Paris\", \"days\": 3}");
        assertThat(provider.requests().get(0).json().at("/response_format/type").asString())
                .isEqualTo("json_object");
    }

    @Test
    void usageArrivesWithCachedAndReasoningTokens() {
        provider.reply(FakeReply.text("Hi").usage(120, 45).cachedTokens(100).reasoningTokens(30));

        OpenAiTokenUsage usage = (OpenAiTokenUsage) chat().tokenUsage();

        assertThat(usage.inputTokenCount()).isEqualTo(120);
        assertThat(usage.outputTokenCount()).isEqualTo(45);
        assertThat(usage.totalTokenCount()).isEqualTo(165);
        assertThat(usage.inputTokensDetails().cachedTokens()).isEqualTo(100);
        assertThat(usage.outputTokensDetails().reasoningTokens()).isEqualTo(30);
    }

    @Test
    void unsetUsageFollowsFromLengths() {
        provider.reply(FakeReply.text("123456789").reasoningTokens(10));

        ChatResponse response = Clients.model(provider).chat(UserMessage.from("12345"));

        assertThat(response.tokenUsage().inputTokenCount()).isEqualTo(2);
        assertThat(response.tokenUsage().outputTokenCount()).isEqualTo(3 + 10);
    }

    @Test
    void usageCanBeLeftOut() {
        provider.reply(FakeReply.text("Hi").noUsage());

        assertThat(chat().tokenUsage()).isNull();
    }

    @Test
    void finishReasonCanBeSetOrLeftOut() {
        provider.reply(
                FakeReply.text("Hi").finishReason("length"),
                FakeReply.text("Hi").noFinish());

        assertThat(chat().finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(chat().finishReason()).isNull();
    }

    @Test
    void emptyReplyHasNeitherTextNorToolCall() {
        provider.reply(FakeReply.empty());

        ChatResponse response = chat();

        assertThat(response.aiMessage().text()).isNullOrEmpty();
        assertThat(response.aiMessage().hasToolExecutionRequests()).isFalse();
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void errorStatusesBecomeTheClientsExceptions() {
        provider.reply(
                FakeReply.rateLimited(Duration.ofSeconds(7)),
                FakeReply.error(500),
                FakeReply.error(503),
                FakeReply.error(401),
                FakeReply.error(404));

        assertThatThrownBy(this::chat).isInstanceOf(RateLimitException.class);
        assertThatThrownBy(this::chat).isInstanceOf(InternalServerException.class);
        assertThatThrownBy(this::chat).isInstanceOf(InternalServerException.class);
        assertThatThrownBy(this::chat).isInstanceOf(AuthenticationException.class);
        assertThatThrownBy(this::chat).isInstanceOf(ModelNotFoundException.class);
    }

    @Test
    void errorEnvelopeHoldsCodeAndMessage() {
        provider.reply(FakeReply.error(400, "context_length_exceeded", "Too \"long\""));

        assertThatThrownBy(this::chat)
                .cause()
                .isInstanceOf(HttpException.class)
                .hasMessage("{\"error\":{\"message\":\"Too \\\"long\\\"\",\"type\":\"invalid_request_error\","
                        + "\"param\":null,\"code\":\"context_length_exceeded\"}}");
    }

    @Test
    void garbageCannotBeRead() {
        provider.reply(FakeReply.garbage());

        assertThatThrownBy(this::chat).hasStackTraceContaining("JsonParseException");
    }

    @Test
    void inBandErrorComesWithStatus200() {
        provider.reply(FakeReply.inBandError("The model crashed"));

        assertThatThrownBy(this::chat)
                .isInstanceOf(InternalServerException.class)
                .hasMessageContaining("no choices");
    }

    @Test
    void brokenConnectionsFailTheCall() {
        provider.reply(
                FakeReply.hangUp(),
                FakeReply.text("one two three").cutAfter(2),
                FakeReply.text("one two three").resetAfter(2),
                FakeReply.text("one two three").cutAfter(99));

        for (int call = 0; call < 4; call++) {
            assertThatThrownBy(this::chat).hasStackTraceContaining("IOException");
        }
        assertThat(provider.aborted()).isZero();
    }

    @Test
    void clientThatTimesOutIsSeenToLeave() {
        provider.reply(FakeReply.text("late").delay(Duration.ofHours(1)));

        assertThatThrownBy(() -> Clients.model(provider, Duration.ofSeconds(4)).chat("Hello"))
                .isInstanceOf(TimeoutException.class);

        provider.awaitAborted(1, Clients.PATIENCE);
        assertThat(provider.requests()).singleElement().matches(ReceivedRequest::aborted);
    }

    private ChatResponse chat() {
        return Clients.model(provider).chat(Clients.request("Hello"));
    }

    private static ChatRequest toolRequest() {
        ToolSpecification weather = ToolSpecification.builder().name("weather").build();
        ToolSpecification time = ToolSpecification.builder().name("time").build();
        return Clients.request("How is it?").toBuilder()
                .toolSpecifications(List.of(weather, time))
                .build();
    }
}
