package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.signalbox.router.Facts;
import dev.signalbox.router.NoCandidateException;
import dev.signalbox.router.RequestFactsContributor;
import dev.signalbox.router.RoutedAnswer;
import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingEmbeddingModel;
import dev.signalbox.router.execution.CallWatch;
import dev.signalbox.router.execution.Embeddings;
import dev.signalbox.router.model.Capability;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.PolicySource;
import dev.signalbox.router.policy.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class EmbeddingConfigurationTests {

    private static final List<String> HELLO = List.of("hello");

    private final ApplicationContextRunner both = Yaml.of("""
            signalbox:
              models:
                strong.deployments: [simulated/strong]
                embedder:
                  kind: embedding
                  deployments: [{ provider: simulated, model-id: e, price: { input: 0.02 } }]
                other:
                  kind: embedding
                  deployments: [{ provider: simulated, model-id: o, simulated: { dimensions: 16 } }]
              policies:
                routine.models: strong
            """).runner();

    @Test
    void makesAnEmbeddingModelOnlyWhereOneIsConfigured() {
        both.run(context -> assertThat(context.getBean(EmbeddingModel.class))
                .isInstanceOf(RoutingEmbeddingModel.class)
                .isSameAs(context.getBean(Router.class).embeddingModel()));
        Yaml.of("signalbox.models.strong.deployments: [simulated/strong]")
                .runner()
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(EmbeddingModel.class));
    }

    @Test
    void theRoutingModelIsPrimary() {
        both.withBean("mine", EmbeddingModel.class, () -> new OwnEmbeddingModel(3))
                .run(context ->
                        assertThat(context.getBean(EmbeddingModel.class)).isInstanceOf(RoutingEmbeddingModel.class));
    }

    @Test
    void goesByTheFirstEmbeddingModelUnlessSomethingIsNamed() {
        both.run(context -> {
            EmbeddingModel model = context.getBean(EmbeddingModel.class);

            assertThat(model.embed("hello").content().dimension()).isEqualTo(256);
            assertThat(model.embed(EmbeddingRequest.builder()
                                    .input("hello")
                                    .modelName("other")
                                    .build())
                            .embeddings())
                    .singleElement()
                    .satisfies(embedding -> assertThat(embedding.dimension()).isEqualTo(16));
            assertThat(context.getBean(Router.class)
                            .embeddingPolicy("other")
                            .embed("hello")
                            .content()
                            .dimension())
                    .isEqualTo(16);
        });
    }

    @Test
    void answersInTheOrderOfTheTextsAndCountsThem() {
        both.run(context -> {
            Response<List<Embedding>> answer = context.getBean(EmbeddingModel.class)
                    .embedAll(List.of(TextSegment.from("red apple"), TextSegment.from("blue sea")));

            assertThat(answer.content())
                    .extracting(Embedding::vectorAsList)
                    .containsExactly(
                            vector(context.getBean(Router.class), "red apple"),
                            vector(context.getBean(Router.class), "blue sea"));
            assertThat(answer.tokenUsage().inputTokenCount()).isPositive();
            assertThat(answer.tokenUsage().outputTokenCount()).isZero();
        });
    }

    private static List<Float> vector(Router router, String text) {
        return router.embeddingModel().embed(text).content().vectorAsList();
    }

    @Test
    void shortensVectorsAsAsked() {
        both.run(context -> assertThat(context.getBean(EmbeddingModel.class)
                        .embed(EmbeddingRequest.builder()
                                .input("hello")
                                .dimensions(7)
                                .build())
                        .embeddings())
                .extracting(Embedding::dimension)
                .containsExactly(7));
    }

    @Test
    void costsTheInputAlone() {
        both.run(context -> {
            RoutedAnswer answer =
                    context.getBean(Router.class).embed(HELLO, null, Facts.policy("embedder"), CallWatch.NONE);

            assertThat(answer.call().usage().output()).isZero();
            assertThat(answer.call().cost().complete()).isTrue();
            assertThat(answer.call().cost().usd()).isPositive();
            assertThat(Embeddings.embeddings(answer.response())).hasSize(1);
        });
    }

    @Test
    void leavesChatsAndEmbeddingsToTheirOwnModels() {
        both.run(context -> {
            Router router = context.getBean(Router.class);

            assertThat(context.getBean(dev.langchain4j.model.chat.ChatModel.class)
                            .chat("Hi"))
                    .isNotBlank();
            assertThat(router.explain(Facts.policy("embedder")).exclusion("simulated/e"))
                    .hasValueSatisfying(exclusion -> {
                        assertThat(exclusion.reason()).isEqualTo(Reason.CAPABILITY);
                        assertThat(exclusion.detail()).isEqualTo("chat");
                    });
            assertThatThrownBy(() -> router.embed(HELLO, null, Facts.policy("strong"), CallWatch.NONE))
                    .isInstanceOfSatisfying(
                            NoCandidateException.class,
                            none -> assertThat(none.decision().exclusions())
                                    .singleElement()
                                    .satisfies(exclusion ->
                                            assertThat(exclusion.detail()).isEqualTo("embeddings")));
        });
    }

    @Test
    void aPolicySaidOfAllCallsIsMeantForChats() {
        both.withBean(
                        RequestFactsContributor.class,
                        () -> said -> said.policy("routine").tenant("acme"))
                .run(context -> {
                    RoutedAnswer answer =
                            context.getBean(Router.class).embed(HELLO, null, CallFacts.NONE, CallWatch.NONE);

                    assertThat(answer.call().decision().policy().name()).isEqualTo("embedder");
                    assertThat(answer.call().decision().facts().tenant()).isEqualTo("acme");
                });
    }

    @Test
    void rulesChooseAmongTheirOwnKind() {
        Yaml.of("""
                signalbox:
                  models:
                    strong.deployments: [simulated/strong]
                    embedder: { kind: embedding, deployments: [simulated/e] }
                    house: { kind: embedding, deployments: [simulated/h] }
                  policies:
                    routine.models: strong
                    vectors.models: embedder
                    house-vectors.models: house
                  rules:
                    - { when: { tenant: acme }, policy: house-vectors }
                    - { when: { tenant: acme }, policy: routine }
                """).runner().run(context -> {
            Router router = context.getBean(Router.class);

            assertThat(router.explain(Facts.tenant("acme")).selection().rule()).isEqualTo("rules[1]");
            assertThat(router.embed(HELLO, null, Facts.tenant("acme"), CallWatch.NONE)
                            .call()
                            .decision()
                            .policy()
                            .name())
                    .isEqualTo("house-vectors");
            assertThat(router.embed(HELLO, null, Facts.none(), CallWatch.NONE)
                            .call()
                            .decision()
                            .selection())
                    .satisfies(selection -> {
                        assertThat(selection.policy().name()).isEqualTo("vectors");
                        assertThat(selection.source()).isEqualTo(PolicySource.DEFAULT);
                    });
        });
    }

    @Test
    void chatsHaveADefaultPolicyEvenIfAllThatAreWrittenAreForEmbeddings() {
        Yaml.of("""
                signalbox:
                  models:
                    embedder: { kind: embedding, deployments: [simulated/e] }
                    strong.deployments: [simulated/strong]
                  policies.vectors.models: embedder
                """).runner().run(context -> {
            assertThat(context.getBean(Router.class).policies().defaultPolicy().models())
                    .containsExactly("strong");
            assertThat(context.getBean(EmbeddingModel.class).embed("hello").content())
                    .isNotNull();
        });
    }

    @Test
    void embeddingModelsAloneAreEnough() {
        Yaml.of("signalbox.models.embedder: { kind: embedding, deployments: [simulated/e] }")
                .runner()
                .run(context -> assertThat(context.getBean(EmbeddingModel.class)
                                .embed("hello")
                                .content())
                        .isNotNull());
    }

    @Test
    void callsABean() {
        Yaml.of("signalbox.models.own: { kind: embedding, deployments: [bean/mine] }")
                .runner()
                .withBean(
                        "mine",
                        EmbeddingModel.class,
                        () -> new OwnEmbeddingModel(3),
                        definition -> definition.setPrimary(true))
                .run(context -> {
                    Router router = context.getBean(Router.class);

                    assertThat(context.getBean(EmbeddingModel.class)
                                    .embed("hello")
                                    .content()
                                    .dimension())
                            .isEqualTo(3);
                    assertThatThrownBy(() -> router.embed(HELLO, 2, CallFacts.NONE, CallWatch.NONE))
                            .isInstanceOfSatisfying(
                                    NoCandidateException.class,
                                    none -> assertThat(none.decision().exclusions())
                                            .singleElement()
                                            .satisfies(exclusion -> assertThat(exclusion.reason())
                                                    .isEqualTo(Reason.PARAMETERS)));
                });
    }

    @Test
    void saysWhichBeanThereIsNot() {
        assertThat(Report.of("signalbox.models.own: { kind: embedding, deployments: [bean/mine] }")
                        .description())
                .startsWith("'mine' is none of the EmbeddingModel beans.")
                .contains("Property: signalbox.models.own.deployments[0]");
    }

    @Test
    void saysWhichDialectHasNoEmbeddings() {
        assertThat(Report.of("""
                signalbox:
                  providers.anthropic.api-key: sk-ant
                  models.own: { kind: embedding, deployments: [anthropic/claude] }
                """).description())
                .startsWith(
                        "The provider 'anthropic' of the deployment 'anthropic/claude' speaks the dialect 'anthropic',"
                                + " which has no embeddings.");
    }

    @Test
    void refusesAPolicyOfBothKinds() {
        assertThat(Report.of("""
                signalbox:
                  models:
                    strong.deployments: [simulated/strong]
                    embedder: { kind: embedding, deployments: [simulated/e] }
                  policies.all.models: [strong, embedder]
                """).description())
                .startsWith("The policy 'all' lists models of different kinds: strong (chat), embedder (embedding).")
                .contains("Property: signalbox.policies.all.models");
    }

    @Test
    void refusesAPolicyOfVectorsThatCannotBeCompared() {
        assertThat(Report.of("""
                signalbox:
                  models:
                    one: { kind: embedding, deployments: [simulated/a] }
                    two: { kind: embedding, deployments: [simulated/b] }
                  policies.all.models: [one, two]
                """).description())
                .startsWith("The policy 'all' lists several embedding models: one, two.")
                .contains("Vectors of different models cannot be compared");
    }

    @Test
    void refusesADefaultPolicyThatIsNotForChats() {
        assertThat(Report.of("""
                signalbox:
                  models:
                    strong.deployments: [simulated/strong]
                    embedder: { kind: embedding, deployments: [simulated/e] }
                  policies:
                    routine.models: strong
                    vectors.models: embedder
                  default-policy: vectors
                """).description())
                .startsWith("The policy 'vectors' is one of embedding models, and the default policy is that of chats.")
                .contains("Property: signalbox.default-policy");
    }

    @Test
    void refusesCopiesOfChatsAtAnEmbeddingModel() {
        assertThat(Report.of("""
                signalbox:
                  models:
                    strong.deployments: [simulated/strong]
                    embedder: { kind: embedding, deployments: [simulated/e] }
                  policies.routine: { models: strong, shadow: { model: embedder, share: 0.1 } }
                """).description())
                .startsWith(
                        "The policy 'routine' sends copies of its calls to 'embedder', but one of them is for chats");
    }

    @Test
    void refusesCapabilitiesThatContradictTheKind() {
        assertThat(Report.of("""
                signalbox.models.one.deployments: [{ provider: simulated, model-id: a, capabilities: [embeddings] }]
                """).description()).startsWith("The model is of the kind 'chat', and nothing");
        assertThat(Report.of("""
                signalbox.models.one:
                  kind: embedding
                  deployments: [{ provider: simulated, model-id: a, capabilities: [tools] }]
                """).description()).startsWith("The model is of the kind 'embedding', and all");
    }

    @Test
    void theirDeploymentsCanNothingElse() {
        both.run(context -> assertThat(context.getBean(Router.class).catalogue().deployment("simulated/e"))
                .hasValueSatisfying(
                        deployment -> assertThat(deployment.capabilities()).containsExactly(Capability.EMBEDDINGS)));
    }

    /** A model whose vectors have one length. */
    private record OwnEmbeddingModel(int length) implements EmbeddingModel {

        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            return Response.from(
                    segments.stream()
                            .map(each -> Embedding.from(new float[length]))
                            .toList(),
                    new TokenUsage(1));
        }
    }
}
