package dev.signalbox.test.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.UserMessage;
import dev.signalbox.router.ModelPolicy;
import dev.signalbox.router.NoCandidateException;
import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingChatRequestParameters;
import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.test.provider.FakeReply;
import dev.signalbox.test.provider.ReceivedRequest;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StructuredOutputTests {

    private static final Deployment SIMPLE = Deployment.of("south/gpt-small")
            .capabilities(Set.of(Capability.STREAMING))
            .build();
    private static final Catalogue CATALOGUE =
            Catalogue.of(Model.of("strong", TestBed.STRONG), Model.of("simple", SIMPLE));
    private static final PolicySet POLICIES = PolicySet.of(
            Policy.of("planning", "strong"), Policy.of("mixed", "strong", "simple"), Policy.of("routine", "simple"));

    private final TestBed bed = new TestBed();
    private final Router router = bed.router(CATALOGUE, POLICIES, more -> {});
    private final Atlas atlas =
            AiServices.builder(Atlas.class).chatModel(router.chatModel()).build();

    @BeforeEach
    void answer() {
        bed.strong.always(FakeReply.json("{\"name\":\"Berlin\"}"));
        bed.small.always(FakeReply.json("{\"name\":\"Berlin\"}"));
    }

    @AfterEach
    void close() {
        bed.close();
    }

    record City(String name) {}

    interface Atlas {

        @ModelPolicy("planning")
        City withSchema(String country);

        @ModelPolicy("mixed")
        City withSome(String country);

        @ModelPolicy("routine")
        City withoutSchema(String country);

        City unnamed(String country);

        @ModelPolicy("planning")
        City given(@UserMessage String country, ChatRequestParameters parameters);
    }

    private static void assertSchema(ReceivedRequest request) {
        assertThat(request.json().path("response_format").path("type").asString(""))
                .isEqualTo("json_schema");
        assertThat(request.lastUserText()).isEqualTo("Germany");
    }

    private static void assertInstructions(ReceivedRequest request) {
        assertThat(request.json().has("response_format")).isFalse();
        assertThat(request.lastUserText())
                .startsWith("Germany")
                .contains("JSON")
                .contains("\"name\"");
    }

    @Test
    void aPolicyWhoseDeploymentsAllCanGetsASchema() {
        City city = atlas.withSchema("Germany");

        assertThat(city).isEqualTo(new City("Berlin"));
        assertSchema(bed.strong.requests().get(0));
    }

    @Test
    void aPolicyWithADeploymentThatCannotGetsInstructions() {
        City city = atlas.withSome("Germany");

        assertThat(city).isEqualTo(new City("Berlin"));
        assertInstructions(bed.strong.requests().get(0));
    }

    @Test
    void aPolicyWhoseDeploymentsCannotGetsInstructions() {
        City city = atlas.withoutSchema("Germany");

        assertThat(city).isEqualTo(new City("Berlin"));
        assertInstructions(bed.small.requests().get(0));
    }

    @Test
    void aMethodWithoutPolicyGetsInstructionsUnlessAllDeploymentsCan() {
        atlas.unnamed("Germany");

        assertInstructions(bed.small.requests().get(0));
    }

    @Test
    void aBoundModelGoesByItsOwnPolicy() {
        Atlas strong = AiServices.builder(Atlas.class)
                .chatModel(router.policy("strong"))
                .build();
        Atlas simple = AiServices.builder(Atlas.class)
                .chatModel(router.policy("routine"))
                .build();

        strong.unnamed("Germany");
        simple.withSchema("Germany");

        assertSchema(bed.strong.requests().get(0));
        assertInstructions(bed.small.requests().get(0));
    }

    @Test
    void whatTheCallersParametersNameCountsBeforeTheAnnotation() {
        atlas.given(
                "Germany", ChatRequestParameters.builder().modelName("simple").build());
        atlas.given(
                "Germany",
                RoutingChatRequestParameters.builder().policy("routine").build());
        atlas.given(
                "Germany",
                RoutingChatRequestParameters.builder().temperature(0.1).build());

        assertThat(bed.small.requests()).hasSize(2).allSatisfy(StructuredOutputTests::assertInstructions);
        assertSchema(bed.strong.requests().get(0));
    }

    @Test
    void aRequestWithASchemaThatNobodyCanServeFailsWithTheReasons() {
        ChatRequest request = ChatRequest.builder()
                .messages(dev.langchain4j.data.message.UserMessage.from("Germany"))
                .parameters(RoutingChatRequestParameters.builder()
                        .policy("routine")
                        .responseFormat(ResponseFormat.builder()
                                .type(ResponseFormatType.JSON)
                                .jsonSchema(JsonSchema.builder()
                                        .name("City")
                                        .rootElement(JsonObjectSchema.builder()
                                                .addStringProperty("name")
                                                .build())
                                        .build())
                                .build())
                        .build())
                .build();
        Recording stream = new Recording();
        router.streamingChatModel().chat(request, stream);

        assertThatExceptionOfType(NoCandidateException.class)
                .isThrownBy(() -> router.chatModel().chat(request))
                .withMessageContaining("policy 'routine'")
                .withMessageContaining("south/gpt-small (capability: json-schema)");
        assertThat(stream.error()).isInstanceOf(NoCandidateException.class);
        assertThat(bed.small.requests()).isEmpty();
    }

    @Test
    void anImageThatNobodyCanSeeFailsWithTheReasons() {
        ChatRequest request = ChatRequest.builder()
                .messages(dev.langchain4j.data.message.UserMessage.from(ImageContent.from("aGk=", "image/png")))
                .modelName("mixed")
                .build();

        assertThatExceptionOfType(NoCandidateException.class)
                .isThrownBy(() -> router.chatModel().chat(request))
                .satisfies(e -> assertThat(e.decision().exclusions())
                        .hasSize(2)
                        .allMatch(exclusion -> exclusion.reason() == Reason.CAPABILITY))
                .withMessageContaining("north/gpt-strong (capability: images)")
                .withMessageContaining("south/gpt-small (capability: images)");
    }
}
