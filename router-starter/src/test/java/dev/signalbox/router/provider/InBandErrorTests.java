package dev.signalbox.router.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.resilience.FailureKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors after a status of success, and streams without an end, over real HTTP. */
class InBandErrorTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String HELLO = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}";
    private static final String LIMITED = "{\"error\":{\"code\":429,\"message\":\"secret\"}}";

    private final AnsweringServer server = new AnsweringServer();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Clockwork.ContextCapture context = () -> task -> task;

    @AfterEach
    void stop() {
        server.close();
        executor.shutdownNow();
    }

    static Stream<Arguments> streams() {
        String end = "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
        return Stream.of(
                arguments("at once", events(LIMITED, "[DONE]"), FailureKind.RATE_LIMITED),
                arguments("after content", events(HELLO, LIMITED, "[DONE]"), FailureKind.RATE_LIMITED),
                arguments("with a proper end", events(HELLO, LIMITED, end, "[DONE]"), FailureKind.RATE_LIMITED),
                arguments("as an event", "event: error\ndata: " + LIMITED + "\n\n", FailureKind.RATE_LIMITED),
                arguments("instead of a stream", LIMITED, FailureKind.RATE_LIMITED),
                arguments(
                        "as finish reason",
                        events(HELLO, "{\"choices\":[{\"finish_reason\":\"error\"}]}"),
                        FailureKind.SERVER),
                arguments("no end", events(HELLO, "[DONE]"), FailureKind.NETWORK),
                arguments("nothing", "", FailureKind.NETWORK));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void aStreamFailsForWhatTheProviderSays(String name, String body, FailureKind kind) {
        server.answer(200, Map.of("Content-Type", "text/event-stream"), body);
        StreamRecord record = new StreamRecord();

        router(openAi()).streamingChatModel().chat("Hi", record);

        assertFails(record, kind);
    }

    static Stream<Arguments> bodies() {
        String broken = "{\"choices\":[{\"message\":{\"content\":\"Hel\"},\"finish_reason\":\"error\","
                + "\"error\":{\"code\":502,\"message\":\"secret\"}}]}";
        return Stream.of(
                arguments(LIMITED, FailureKind.RATE_LIMITED),
                arguments("{\"object\":\"error\",\"message\":\"secret\",\"code\":503}", FailureKind.SERVER),
                arguments(broken, FailureKind.SERVER),
                arguments(
                        "{\"choices\":[{\"message\":{\"content\":null},\"finish_reason\":\"content_filter\"}]}",
                        FailureKind.CONTENT_REFUSED));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aWholeAnswerFailsForWhatTheProviderSays(String body, FailureKind kind) {
        server.answer(200, Map.of("Content-Type", "application/json"), body);

        Throwable thrown = catchThrowable(() -> router(openAi()).chatModel().chat("Hi"));

        assertThat(RoutingFailure.of(thrown).orElseThrow().kind()).isEqualTo(kind);
        assertThat(thrown).hasMessageNotContaining("secret");
    }

    @Test
    void aRefusalIsLangChain4jsOwnException() {
        server.message("{\"content\":null,\"refusal\":\"No.\"}", "{}");

        Throwable thrown = catchThrowable(() -> router(openAi()).chatModel().chat("Hi"));

        assertThat(thrown).isInstanceOf(ContentFilteredException.class);
    }

    @Test
    void aBlockedPromptIsRefusedThoughItsClientStumbles() {
        server.answer(200, Map.of(), "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}");
        HttpClient client =
                new AbortableHttpClient(HttpClient.newHttpClient(), executor, context, UnaryOperator.identity());
        ChatModel stumbling = new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest chat) {
                HttpRequest request =
                        HttpRequest.newBuilder(URI.create(server.url())).build();
                throw new NullPointerException(client.sendAsync(request, BodyHandlers.ofString())
                        .join()
                        .body());
            }
        };

        Throwable thrown = catchThrowable(
                () -> router(DeploymentClient.of(stumbling, null)).chatModel().chat("Hi"));

        assertThat(thrown)
                .isInstanceOf(ContentFilteredException.class)
                .hasMessageContaining("content refused (in the answer, blockReason, SAFETY)");
    }

    @Test
    void anAnswerThatSpeaksOfErrorsIsAnAnswer() {
        String text = "{\\\"error\\\": {\\\"code\\\": 429}}\\n\\ndata: {\\\"error\\\": 1}\\n\\n";
        server.deltas("{}", "{\"content\": \"" + text + "\"}");
        StreamRecord record = new StreamRecord();

        router(openAi()).streamingChatModel().chat("Hi", record);

        assertThat(record.response)
                .succeedsWithin(PATIENCE)
                .satisfies(response -> assertThat(response.aiMessage().text())
                        .startsWith("{\"error\"")
                        .endsWith("1}\n\n"));
    }

    @Test
    void aFinishReasonThatLangChain4jDoesNotKnowIsAnEnd() {
        String end = "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"eos\"}]}";
        server.answer(200, Map.of("Content-Type", "text/event-stream"), events(HELLO, end, "[DONE]"));
        StreamRecord record = new StreamRecord();

        router(openAi()).streamingChatModel().chat("Hi", record);

        assertThat(record.response).succeedsWithin(PATIENCE);
    }

    @Test
    void anAnswerCutShortByAFilterSaysSo() {
        server.answer(
                200,
                Map.of(),
                "{\"choices\":[{\"message\":{\"content\":\"Hel\"},\"finish_reason\":\"content_filter\"}]}");

        ChatResponse response = router(openAi())
                .chatModel()
                .chat(ChatRequest.builder().messages(UserMessage.from("Hi")).build());

        assertThat(response.finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
    }

    static Stream<Arguments> silentEnds() {
        String anthropic = "{\"type\":\"content_block_delta\",\"delta\":{\"text\":\"Hi\"}}";
        String overloaded = "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\"}}";
        return Stream.of(
                arguments("event: x\ndata: " + anthropic + "\n\n", FailureKind.NETWORK),
                arguments("event: error\ndata: " + overloaded + "\n\n", FailureKind.RATE_LIMITED),
                arguments("{\"message\":{\"content\":\"Hi\"},\"done\":false}\n", FailureKind.NETWORK),
                arguments("", FailureKind.NETWORK));
    }

    @ParameterizedTest
    @MethodSource("silentEnds")
    void aStreamFailsAtItsEndThoughItsClientSaysNothing(String body, FailureKind kind) {
        server.answer(200, Map.of("Content-Type", "text/event-stream"), body);
        StreamRecord record = new StreamRecord();

        router(reading(handler -> {})).streamingChatModel().chat("Hi", record);

        assertFails(record, kind);
    }

    static Stream<Arguments> inventedEnds() {
        String part = "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"f\"}}]}%s}]}";
        return Stream.of(
                arguments(events(part.formatted("")), FailureKind.NETWORK),
                arguments(events("{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}"), FailureKind.CONTENT_REFUSED),
                arguments(
                        events("{\"candidates\":[{", part.formatted(",\"finishReason\":\"STOP\"")),
                        FailureKind.NETWORK),
                arguments(events(part.formatted(",\"finishReason\":\"SOMETHING_NEW\"")), FailureKind.NETWORK),
                arguments(events(part.formatted(",\"finishReason\":\"STOP\"")), null),
                arguments("unknown: form\n\n", null));
    }

    @ParameterizedTest
    @MethodSource("inventedEnds")
    void aFinishReasonThatOnlyTheClientGaveIsNone(String body, FailureKind kind) {
        server.answer(200, Map.of("Content-Type", "text/event-stream"), body);
        StreamRecord record = new StreamRecord();

        router(reading(InBandErrorTests::callTool)).streamingChatModel().chat("Hi", record);

        if (kind == null) {
            assertThat(record.response).succeedsWithin(PATIENCE);
        } else {
            assertFails(record, kind);
        }
    }

    private static void callTool(StreamingChatResponseHandler handler) {
        ToolExecutionRequest call =
                ToolExecutionRequest.builder().name("f").arguments("{}").build();
        handler.onCompleteResponse(ChatResponse.builder()
                .aiMessage(AiMessage.from(call))
                .finishReason(FinishReason.TOOL_EXECUTION)
                .build());
    }

    private static void assertFails(StreamRecord record, FailureKind kind) {
        assertThat(record.response)
                .failsWithin(PATIENCE)
                .withThrowableOfType(ExecutionException.class)
                .satisfies(thrown -> {
                    RoutingFailure failure = RoutingFailure.of(thrown).orElseThrow();
                    assertThat(failure.kind()).isEqualTo(kind);
                    assertThat(failure.call().attempts()).hasSize(1);
                    assertThat(thrown.getCause()).hasMessageNotContaining("secret");
                });
    }

    private static String events(String... data) {
        return Stream.of(data).map(event -> "data: " + event + "\n\n").reduce("", String::concat);
    }

    private interface Ending {
        void tell(StreamingChatResponseHandler handler);
    }

    /** A client that reads a stream to its end and then says this. */
    private DeploymentClient reading(Ending ending) {
        HttpClient client =
                new AbortableHttpClient(HttpClient.newHttpClient(), executor, context, UnaryOperator.identity());
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url())).build();
        StreamingChatModel streaming = new StreamingChatModel() {
            @Override
            public void doChat(ChatRequest chat, StreamingChatResponseHandler handler) {
                var unused = client.sendAsync(request, BodyHandlers.ofInputStream())
                        .thenAccept(response -> {
                            drain(response.body());
                            ending.tell(handler);
                        });
            }
        };
        return DeploymentClient.of(new ChatModel() {}, streaming);
    }

    private static void drain(InputStream body) {
        try (body) {
            assertThat(new String(body.readAllBytes(), UTF_8)).isNotNull();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DeploymentClient openAi() {
        ProviderSettings provider =
                ProviderSettings.builder().name("house").baseUrl(server.url()).build();
        return new OpenAiDialect(executor, context)
                .connect(provider, Deployment.of("house/m").build(), List.of());
    }

    private static Router router(DeploymentClient client) {
        Policy policy =
                Policy.of("any", "model").toBuilder().retries(Retries.NONE).build();
        return Router.builder(
                        Catalogue.of(Model.of("model", Deployment.of("house/m").build())), PolicySet.of(policy))
                .client("house/m", client)
                .build();
    }
}
