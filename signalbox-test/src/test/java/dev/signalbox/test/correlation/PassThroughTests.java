package dev.signalbox.test.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingChatRequestParameters;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.test.provider.FakeReply;
import dev.signalbox.test.provider.ReceivedRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What passes between a caller and the deployment's own LangChain4j model. */
class PassThroughTests {

    private static final PolicySet BOTH = PolicySet.of(
            Policy.of("both", "strong", "small"),
            Policy.of("warm", "small").toBuilder()
                    .parameters(Map.of("temperature", 0.7, "reasoning-effort", "low"))
                    .build());
    private static final FakeReply ASKS_TOOL = FakeReply.toolCall("lookUp", "{}");

    private final TestBed bed = new TestBed();
    private final Heard heard = new Heard();
    private final Router router = bed.router(TestBed.CATALOGUE, BOTH, List.of(heard), more -> {});

    @AfterEach
    void close() {
        bed.close();
    }

    interface Desk {

        String ask(@dev.langchain4j.service.UserMessage String text, ChatRequestParameters parameters);

        TokenStream stream(@dev.langchain4j.service.UserMessage String text, ChatRequestParameters parameters);
    }

    public static final class LookUp {

        @Tool
        String lookUp() {
            return "found";
        }
    }

    private Desk desk() {
        return AiServices.builder(Desk.class)
                .chatModel(router.chatModel())
                .streamingChatModel(router.streamingChatModel())
                .tools(new LookUp())
                .build();
    }

    private static ChatRequest request(ChatRequestParameters parameters) {
        return ChatRequest.builder()
                .messages(UserMessage.from("hello"))
                .parameters(parameters)
                .build();
    }

    private static ChatRequestParameters named(String name) {
        return ChatRequestParameters.builder().modelName(name).build();
    }

    @Test
    void aProviderGetsItsOwnModelNameNeverTheNameThatCallersUse() {
        router.chatModel().chat(request(named("vendor/strong-1")));
        router.chatModel().chat(request(named("both")));
        router.chatModel()
                .chat(request(
                        RoutingChatRequestParameters.builder().policy("strong").build()));
        desk().ask("hello", named("strong"));
        Recording.of(desk().stream("hello", named("vendor/strong-1"))).response();

        assertThat(bed.strong.requests())
                .hasSize(5)
                .extracting(ReceivedRequest::model)
                .containsOnly("gpt-strong");
    }

    @Test
    void theListenersOfADeploymentHearEachAttemptOnceWithTheCallersAttributes() {
        bed.strong.always(FakeReply.error(503));
        ChatRequestOptions options = ChatRequestOptions.builder()
                .listenerAttributes(Map.of("trace", "4711"))
                .build();

        router.chatModel().chat(request(named("both")), options);

        assertThat(heard.events())
                .containsExactly(
                        "request to gpt-strong",
                        "error of gpt-strong",
                        "request to gpt-small",
                        "response from gpt-small");
        assertThat(heard.attributes())
                .hasSize(4)
                .allSatisfy(map -> assertThat(map).containsEntry("trace", "4711"));
    }

    @Test
    void theSameHoldsForStreams() {
        bed.strong.always(FakeReply.error(503));
        ChatRequestOptions options = ChatRequestOptions.builder()
                .listenerAttributes(Map.of("trace", "4711"))
                .build();
        Recording stream = new Recording();

        router.streamingChatModel().chat(request(named("both")), options, stream);
        stream.response();

        assertThat(heard.events())
                .containsExactlyInAnyOrder(
                        "request to gpt-strong",
                        "error of gpt-strong",
                        "request to gpt-small",
                        "response from gpt-small");
        assertThat(heard.attributes())
                .hasSize(4)
                .allSatisfy(map -> assertThat(map).containsEntry("trace", "4711"));
    }

    @Test
    void theAnswerIsTheDeploymentsOwn() {
        ChatResponse answer = router.chatModel().chat(request(named("strong")));
        Recording stream = new Recording();
        router.streamingChatModel().chat(request(named("strong")), stream);

        assertThat(answer).isSameAs(heard.responses().get(0));
        assertThat(answer.metadata()).isInstanceOf(OpenAiChatResponseMetadata.class);
        assertThat(stream.response().metadata()).isInstanceOf(OpenAiChatResponseMetadata.class);
        assertThat(stream.response()).isSameAs(heard.responses().get(1));
    }

    @Test
    void parametersForOneProviderReachThatOneOnly() {
        bed.strong.always(FakeReply.error(503));
        RoutingChatRequestParameters parameters = RoutingChatRequestParameters.builder()
                .policy("both")
                .temperature(0.5)
                .forProvider(
                        "north", OpenAiChatRequestParameters.builder().seed(42).build())
                .build();

        router.chatModel().chat(request(parameters));

        ReceivedRequest north = bed.strong.requests().get(0);
        ReceivedRequest south = bed.small.requests().get(0);
        assertThat(north.json().path("seed").asInt()).isEqualTo(42);
        assertThat(north.json().path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(south.json().has("seed")).isFalse();
        assertThat(south.json().path("temperature").asDouble()).isEqualTo(0.5);
    }

    @Test
    void parametersForAProviderSurviveAiServicesAndTheirToolLoops() {
        bed.strong.reply(ASKS_TOOL, FakeReply.text("done"), ASKS_TOOL, FakeReply.text("all done"));
        RoutingChatRequestParameters parameters = RoutingChatRequestParameters.builder()
                .policy("strong")
                .forProvider(
                        "north", OpenAiChatRequestParameters.builder().seed(42).build())
                .build();

        desk().ask("hello", parameters);
        Recording.of(desk().stream("hello", parameters)).response();

        assertThat(bed.strong.requests()).hasSize(4).allSatisfy(request -> {
            assertThat(request.json().path("seed").asInt()).isEqualTo(42);
            assertThat(request.json().path("tools")).hasSize(1);
        });
    }

    @Test
    void aProvidersOwnParametersSurviveWhenTheCallerGivesThemDirectly() {
        bed.strong.reply(ASKS_TOOL, FakeReply.text("done"));
        OpenAiChatRequestParameters parameters = OpenAiChatRequestParameters.builder()
                .modelName("strong")
                .reasoningEffort("high")
                .build();

        desk().ask("hello", parameters);
        router.chatModel().chat(request(parameters));
        router.streamingChatModel().chat(request(parameters), new Recording());
        bed.strong.awaitRequests(4, TestBed.PATIENCE);

        assertThat(bed.strong.requests())
                .extracting(request -> request.json().path("reasoning_effort").asString(""))
                .containsExactly("high", "high", "high", "high");
    }

    @Test
    void whatTheCallerSetsWinsOverThePolicysParameters() {
        OpenAiChatRequestParameters parameters = OpenAiChatRequestParameters.builder()
                .modelName("warm")
                .reasoningEffort("high")
                .build();

        router.chatModel().chat(request(named("warm")));
        router.chatModel().chat(request(parameters));

        assertThat(bed.small.requests())
                .extracting(request -> request.json().path("reasoning_effort").asString(""))
                .containsExactly("low", "high");
        assertThat(bed.small.requests())
                .extracting(request -> request.json().path("temperature").asDouble())
                .containsExactly(0.7, 0.7);
    }
}
