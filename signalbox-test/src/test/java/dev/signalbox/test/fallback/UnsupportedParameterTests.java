package dev.signalbox.test.fallback;

import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingChatRequestParameters;
import dev.signalbox.router.policy.Policy.UnsupportedParameters;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.test.provider.FakeReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** Parameters that LangChain4j's model of a deployment would refuse; OpenAI's refuses top-k. */
@ExtendWith(OutputCaptureExtension.class)
class UnsupportedParameterTests {

    private final TwoProviders house = new TwoProviders();

    @BeforeEach
    void answers() {
        house.first.always(FakeReply.text("hello"));
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static ChatRequest.Builder request() {
        return ChatRequest.builder().messages(UserMessage.from("hello"));
    }

    @Test
    void areLeftOutOfTheRequestWhichIsLoggedOnce(CapturedOutput output) {
        Router router = house.router();
        ChatRequest request = request().topK(40).temperature(0.5).build();

        router.chatModel().chat(request);
        router.chatModel().chat(request);

        JsonNode sent = house.first.requests().get(0).json();
        assertThat(sent.has("top_k")).isFalse();
        assertThat(sent.path("temperature").asDouble(0)).isEqualTo(0.5);
        assertThat(output.getOut())
                .containsOnlyOnce("The deployment 'first/gpt-first' does not take the parameter 'top-k'");
    }

    @Test
    void leaveTheDeploymentOutWhereThePolicyRequiresThem() {
        Router router = house.router(policy -> policy.unsupportedParameters(UnsupportedParameters.REQUIRE));

        assertThat(router.explain(request().topK(40).build()))
                .excluded("first/gpt-first", Reason.PARAMETERS)
                .excluded("second/gpt-second", Reason.PARAMETERS);
        assertThat(router.explain(request().temperature(0.5).build())).chose("first/gpt-first");
    }

    @Test
    void routingParametersKeepWhatIsMeantForTheProvider() {
        Router router = house.router();
        ChatRequest request = request()
                .parameters(RoutingChatRequestParameters.builder()
                        .topK(40)
                        .temperature(0.5)
                        .forProvider(
                                "first",
                                OpenAiChatRequestParameters.builder().seed(7).build())
                        .build())
                .build();

        router.chatModel().chat(request);

        JsonNode sent = house.first.requests().get(0).json();
        assertThat(sent.path("seed").asInt(0)).isEqualTo(7);
        assertThat(sent.path("temperature").asDouble(0)).isEqualTo(0.5);
        assertThat(sent.has("top_k")).isFalse();
    }
}
