package dev.signalbox.test.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same replies in every dialect, as LangChain4j's clients see them. */
@Timeout(60)
class DialectTests {

    private static final Map<Integer, Class<? extends LangChain4jException>> EXCEPTIONS = Map.of(
            400, InvalidRequestException.class,
            401, AuthenticationException.class,
            404, ModelNotFoundException.class,
            429, RateLimitException.class,
            500, InternalServerException.class,
            529, InternalServerException.class);

    private static final Set<DialectClient> SIGNING = Set.of(DialectClient.ANTHROPIC, DialectClient.GEMINI);

    private final FakeProvider provider = FakeProvider.start();

    @AfterEach
    void close() {
        provider.close();
    }

    @ParameterizedTest
    @EnumSource
    void textArrivesWithItsModelAndFinishReason(DialectClient client) throws Exception {
        provider.always(FakeReply.text("Grüße  an\nalle, 😀 Welt").model("real-model"));

        ChatResponse plain = client.model(provider).chat(Clients.request("Hello"));
        RecordedStream stream = client.stream(provider, Clients.request("Hello"));

        assertThat(stream.response().aiMessage()).isEqualTo(plain.aiMessage());
        assertThat(stream.texts()).containsExactly("Grüße  ", "an\n", "alle, ", "😀 ", "Welt");
        assertThat(plain.aiMessage().text()).isEqualTo("Grüße  an\nalle, 😀 Welt");
        assertThat(plain.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(stream.response().finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(plain.modelName()).isEqualTo("real-model");
        assertThat(stream.response().modelName()).isEqualTo("real-model");
    }

    @ParameterizedTest
    @EnumSource
    void requestIsReadAsItsDialectMeansIt(DialectClient client) throws Exception {
        ChatRequest request = ChatRequest.builder()
                .messages(SystemMessage.from("Be brief"), UserMessage.from("first"), UserMessage.from("Hello"))
                .build();

        assertThat(client.model(provider).chat(request).aiMessage().text()).isEqualTo("You said: Hello");
        client.stream(provider, request).response();

        assertThat(provider.requests()).allSatisfy(received -> {
            assertThat(received.dialect()).isEqualTo(client.dialect);
            assertThat(received.model()).isEqualTo(DialectClient.MODEL);
            assertThat(received.lastUserText()).isEqualTo("Hello");
            assertThat(received.characters()).isEqualTo("Be brief".length() + "first".length() + "Hello".length());
        });
        assertThat(provider.requests()).extracting(ReceivedRequest::stream).containsExactly(false, true);
        assertThat(provider.requests().get(0).path()).isEqualTo(client.path);
    }

    @ParameterizedTest
    @EnumSource
    void toolCallsArriveWithTextAndOrder(DialectClient client) throws Exception {
        provider.always(FakeReply.text("Let me see.")
                .andToolCall("weather", "{\"city\":\"Paris\",\"days\":[1,2]}")
                .andToolCall("time", "{}"));

        ChatResponse plain = client.model(provider).chat(toolRequest());
        RecordedStream stream = client.stream(provider, toolRequest());

        assertThat(plain.finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
        assertThat(stream.response().finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
        assertThat(stream.toolCalls()).hasSize(2);
        for (AiMessage message :
                new AiMessage[] {plain.aiMessage(), stream.response().aiMessage()}) {
            assertThat(message.text()).isEqualTo("Let me see.");
            assertThat(message.toolExecutionRequests())
                    .extracting(call -> call.name() + " " + Json.parse(call.arguments()))
                    .containsExactly("weather {\"city\":\"Paris\",\"days\":[1,2]}", "time {}");
            assertThat(message.toolExecutionRequests().stream().map(ToolExecutionRequest::id))
                    .allMatch(id -> client == DialectClient.GEMINI ? id == null : id.contains("1") || id.contains("2"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void toolLoopEndsWithText(DialectClient client) {
        provider.reply(FakeReply.toolCall("weather", "{\"city\":\"Paris\"}"), FakeReply.text("Sunny"));
        AiMessage call = client.model(provider).chat(toolRequest()).aiMessage();
        ChatRequest next = toolRequest().toBuilder()
                .messages(
                        UserMessage.from("How is it?"),
                        call,
                        ToolExecutionResultMessage.from(
                                call.toolExecutionRequests().get(0), "{\"sky\":\"blue\"}"))
                .build();

        ChatResponse answer = client.model(provider).chat(next);

        assertThat(answer.aiMessage().text()).isEqualTo("Sunny");
        assertThat(provider.requests().get(1).body()).contains("sky");
        assertThat(provider.requests().get(1).lastUserText()).isEqualTo("How is it?");
    }

    @ParameterizedTest
    @EnumSource
    void thinkingArrivesApartFromTheText(DialectClient client) throws Exception {
        provider.always(FakeReply.text("Yes").thinking("Is it so?", "c2lnbmVk"));

        AiMessage plain = client.model(provider).chat(Clients.request("Is it?")).aiMessage();
        RecordedStream stream = client.stream(provider, Clients.request("Is it?"));

        assertThat(plain.text()).isEqualTo("Yes");
        assertThat(plain.thinking()).isEqualTo("Is it so?");
        assertThat(plain.attribute("thinking_signature", String.class))
                .isEqualTo(SIGNING.contains(client) ? "c2lnbmVk" : null);
        assertThat(stream.response().aiMessage()).isEqualTo(plain);
        assertThat(stream.thoughts()).containsExactly("Is ", "it ", "so?");
    }

    @ParameterizedTest
    @EnumSource
    void finishReasonIsSaidInTheDialectsWords(DialectClient client) throws Exception {
        provider.always(FakeReply.text("Hi").finishReason("length"));

        assertThat(client.model(provider).chat(Clients.request("Hello")).finishReason())
                .isEqualTo(FinishReason.LENGTH);
        assertThat(client.stream(provider, Clients.request("Hello")).response().finishReason())
                .isEqualTo(FinishReason.LENGTH);
    }

    @ParameterizedTest
    @EnumSource
    void emptyReplyHasNeitherTextNorToolCall(DialectClient client) throws Exception {
        provider.always(FakeReply.empty());

        ChatResponse plain = client.model(provider).chat(Clients.request("Hello"));
        RecordedStream stream = client.stream(provider, Clients.request("Hello"));

        for (ChatResponse response : new ChatResponse[] {plain, stream.response()}) {
            assertThat(response.aiMessage().text()).isNullOrEmpty();
            assertThat(response.aiMessage().hasToolExecutionRequests()).isFalse();
            assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        }
        assertThat(stream.texts()).allMatch(String::isEmpty);
    }

    @ParameterizedTest
    @EnumSource
    void errorStatusesBecomeTheClientsExceptions(DialectClient client) {
        EXCEPTIONS.forEach((status, exception) -> {
            provider.reply(FakeReply.error(status), FakeReply.error(status));

            assertThatThrownBy(() -> client.model(provider).chat("Hello")).isInstanceOf(exception);
            assertThat(streamError(client)).isInstanceOf(exception);
        });
    }

    @ParameterizedTest
    @EnumSource
    void rawBodyIsSentAsItIs(DialectClient client) {
        provider.reply(FakeReply.raw(409, "<odd/>"));

        assertThatThrownBy(() -> client.model(provider).chat("Hello"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("<odd/>");
    }

    @ParameterizedTest
    @EnumSource
    void garbageCannotBeRead(DialectClient client) {
        provider.reply(FakeReply.garbage());

        assertThatThrownBy(() -> client.model(provider).chat("Hello")).hasStackTraceContaining("JsonParseException");
    }

    @ParameterizedTest
    @EnumSource
    void keyIsTakenInTheDialectsWay(DialectClient client) {
        provider.requireKey("sk-right");

        assertThat(client.model(provider, "sk-right").chat("Hello")).isEqualTo("You said: Hello");
        assertThatThrownBy(() -> client.model(provider, "sk-wrong").chat("Hello"))
                .isInstanceOf(
                        client == DialectClient.GEMINI ? InvalidRequestException.class : AuthenticationException.class)
                .hasMessageNotContainingAny("sk-right", "sk-wrong");
    }

    @ParameterizedTest
    @EnumSource
    void brokenConnectionsFailPlainCallsAndStreams(DialectClient client) {
        FakeReply reply = FakeReply.text("one two three").andToolCall("weather", "{}");
        provider.reply(
                FakeReply.hangUp(),
                reply.cutAfter(2),
                reply.cutAfter(99),
                FakeReply.hangUp(),
                reply.cutAfter(2),
                reply.resetAfter(1));

        for (int call = 0; call < 3; call++) {
            assertThatThrownBy(() -> client.model(provider).chat("Hello")).hasStackTraceContaining("IOException");
        }
        for (int call = 0; call < 3; call++) {
            assertThat(streamError(client)).hasRootCauseInstanceOf(IOException.class);
        }
        assertThat(provider.aborted()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "AZURE", "GEMINI"})
    void brokenOffStreamLooksCompleteToTheseClients(DialectClient client) throws Exception {
        provider.reply(FakeReply.text("one two").noFinish());

        ChatResponse endless = client.stream(provider, Clients.request("Hello")).response();

        assertThat(endless.aiMessage().text()).isEqualTo("one two");
        assertThat(endless.finishReason()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void stalledStreamStaysOpenUntilTheClientCancels(DialectClient client) throws Exception {
        provider.reply(FakeReply.text("one two three").stallAfter(1));
        RecordedStream stream = client.stream(provider, Clients.request("Hello"));

        stream.begun().cancel();

        provider.awaitAborted(1, Clients.PATIENCE);
        assertThat(stream.texts()).containsExactly("one ");
    }

    @ParameterizedTest
    @EnumSource
    void slowStreamArrivesWhole(DialectClient client) throws Exception {
        provider.reply(
                FakeReply.text("one two three").pause(Duration.ofMillis(5)).delay(Duration.ofMillis(5)));

        RecordedStream stream = client.stream(provider, Clients.request("Hello"));

        assertThat(stream.response().aiMessage().text()).isEqualTo("one two three");
    }

    @Test
    void unknownDialectIsExplained() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> provider.baseUrl("cohere"))
                .withMessage(
                        "dialect is 'cohere'; use anthropic, azure-openai, google-ai-gemini, mistral-ai, ollama, openai");
    }

    private Throwable streamError(DialectClient client) {
        try {
            return client.stream(provider, Clients.request("Hello")).error();
        } catch (Exception ex) {
            throw new AssertionError(ex);
        }
    }

    private static ChatRequest toolRequest() {
        return Clients.request("How is it?").toBuilder()
                .toolSpecifications(
                        ToolSpecification.builder().name("weather").build(),
                        ToolSpecification.builder().name("time").build())
                .build();
    }
}
