package dev.signalbox.router.provider.simulated;

import static dev.signalbox.router.provider.simulated.Rehearsal.PROVIDER;
import static dev.signalbox.router.provider.simulated.Rehearsal.STRONG;
import static dev.signalbox.router.provider.simulated.Rehearsal.answering;
import static dev.signalbox.router.provider.simulated.Rehearsal.client;
import static dev.signalbox.router.provider.simulated.Rehearsal.saying;
import static dev.signalbox.router.provider.simulated.Rehearsal.tool;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.listener.ChatModelErrorContext;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.output.FinishReason;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Deployment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SimulatedStreamTests {

    private final FakeTime time = new FakeTime();

    @Test
    void comesInWordsThatMakeUpTheText() {
        String text = "A  few\nwords, and averyveryverylongwordwithoutblanks \uD83D\uDE00 ";
        Recording recording = stream(saying(text));

        assertThat(recording.text()).isEqualTo(text);
        assertThat(recording.texts).startsWith("A ", " ", "few\n", "words, ").hasSizeGreaterThan(6);
        assertThat(recording.responses).hasSize(1);
        assertThat(recording.responses.get(0).aiMessage().text()).isEqualTo(text);
        assertThat(recording.responses.get(0).finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(recording.errors).isEmpty();
    }

    @Test
    void takesItsLatencyAndThenItsTokenSpeed() {
        Simulation slow = saying("1234567 12345678").toBuilder()
                .latency(Duration.ofMillis(300))
                .tokensPerSecond(10)
                .build();

        stream(slow);

        assertThat(time.sleeps).containsExactly(Duration.ofMillis(300), Duration.ofMillis(200), Duration.ofMillis(200));
    }

    @Test
    void takesAsLongWhole() {
        Simulation slow = saying("1234567 12345678").toBuilder()
                .latency(Duration.ofMillis(300))
                .tokensPerSecond(10)
                .build();

        client(slow, time.clockwork()).chatModel().chat("hi");

        assertThat(time.now()).isEqualTo(Duration.ofMillis(700));
    }

    @Test
    void doesNotWaitForWhatAlreadyTookItsTime() {
        Simulation slow =
                saying("1234567 12345678").toBuilder().tokensPerSecond(10).build();

        client(slow, time.clockwork())
                .streamingChatModel()
                .chat("hi", new Recording(context -> time.pass(Duration.ofSeconds(1))));

        assertThat(time.sleeps).isEmpty();
    }

    @Test
    void streamsToolCalls() {
        Recording recording = new Recording();
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("weather"))
                .toolSpecifications(tool("weather"))
                .build();
        SimulatedToolCall call = SimulatedToolCall.of("weather", Map.of("city", "Santiago de Compostela"));

        client(answering(SimulatedAnswer.builder().toolCall(call)))
                .streamingChatModel()
                .chat(request, recording);

        assertThat(recording.toolCallParts).hasSizeGreaterThan(1);
        assertThat(recording.toolCallParts.stream()
                        .map(PartialToolCall::partialArguments)
                        .collect(Collectors.joining()))
                .isEqualTo(call.arguments());
        assertThat(recording.toolCalls).hasSize(1);
        assertThat(recording.toolCalls.get(0).toolExecutionRequest())
                .isEqualTo(recording
                        .responses
                        .get(0)
                        .aiMessage()
                        .toolExecutionRequests()
                        .get(0));
        assertThat(recording.responses.get(0).finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
    }

    @Test
    void isTruncatedLikeAWholeAnswer() {
        Recording recording = new Recording();
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("hi"))
                .maxOutputTokens(2)
                .build();

        client(saying("one two three")).streamingChatModel().chat(request, recording);

        assertThat(recording.text()).isEqualTo("one two ");
        assertThat(recording.responses.get(0).finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void reportsAHandlersOwnExceptionOnce() {
        Recording recording = new Recording(context -> {
            throw new IllegalStateException("mine");
        });

        client(saying("one two three")).streamingChatModel().chat("hi", recording);

        assertThat(recording.texts).hasSize(1);
        assertThat(recording.errors).hasSize(1).first().isInstanceOf(IllegalStateException.class);
        assertThat(recording.responses).isEmpty();
    }

    @Test
    void tellsListenersOnceForEachCall() {
        List<String> told = new ArrayList<>();
        ChatModelListener listener = new ChatModelListener() {
            @Override
            public void onRequest(ChatModelRequestContext context) {
                told.add("request " + context.chatRequest().modelName());
            }

            @Override
            public void onResponse(ChatModelResponseContext context) {
                told.add("response " + context.chatResponse().metadata().modelName());
            }

            @Override
            public void onError(ChatModelErrorContext context) {
                told.add("error");
            }
        };
        DeploymentClient client = new SimulatedDialect(each -> saying("yes"), time.clockwork())
                .connect(PROVIDER, STRONG, List.of(listener));

        client.chatModel().chat("hi");
        client.streamingChatModel().chat("hi", new Recording());

        assertThat(told).containsExactly("request strong", "response strong", "request strong", "response strong");
    }

    @Test
    void canDoWhatItsDeploymentCan() {
        SimulatedDialect dialect = new SimulatedDialect(each -> Simulation.DEFAULT, time.clockwork());
        Deployment plain = STRONG.toBuilder().capabilities(Set.of()).build();

        DeploymentClient all = dialect.connect(PROVIDER, STRONG, List.of());
        DeploymentClient none = dialect.connect(PROVIDER, plain, List.of());

        assertThat(dialect.name()).isEqualTo("simulated");
        assertThat(STRONG.capabilities()).contains(Capability.JSON_SCHEMA);
        assertThat(all.chatModel().supportedCapabilities()).hasSize(1);
        assertThat(all.streamingChatModel().supportedCapabilities()).hasSize(1);
        assertThat(none.chatModel().supportedCapabilities()).isEmpty();
        assertThat(none.streamingChatModel()).isNull();
    }

    @Test
    void takesParametersOfOtherDialects() {
        var parameters =
                client(Simulation.DEFAULT).parameters(Map.of("reasoning-effort", "high", "max-output-tokens", 5));

        assertThat(parameters.maxOutputTokens()).isEqualTo(5);
    }

    private Recording stream(Simulation simulation) {
        Recording recording = new Recording();
        client(simulation, time.clockwork()).streamingChatModel().chat("hi", recording);
        return recording;
    }
}
