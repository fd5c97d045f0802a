package dev.signalbox.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.Condition;
import dev.signalbox.router.policy.Guard;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.policy.Requirement;
import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.policy.UnknownPolicyException;
import dev.signalbox.router.strategy.Strategy;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RouterTests {

    private final Deployment cloud = Deployment.of("cloud/m").build();
    private final Deployment house = Deployment.of("house/m").local(true).build();
    private final Catalogue catalogue =
            Catalogue.of(Model.of("m", cloud).withAliases("openai/m"), Model.of("own", house));
    private final Policy policy =
            Policy.of("routine", "m", "own").toBuilder().retries(Retries.NONE).build();
    private final AtomicReference<ChatRequest> received = new AtomicReference<>();
    private Router router;

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void guardsAModelUnderAllOfItsNames() {
        Condition callsM = new Condition(List.of(Condition.oneOf(RequestFacts::policy, List.of("m"))));
        Guard local =
                new Guard("local", callsM, Requirement.builder().local(true).build());
        router = router(PolicySet.of(policy).withGuards(local));

        assertThat(router.explain(Facts.policy("m")).candidates()).isEmpty();
        assertThat(router.explain(Facts.policy("openai/m")).exclusion("cloud/m"))
                .hasValueSatisfying(exclusion -> assertThat(exclusion.reason()).isEqualTo(Reason.NOT_LOCAL));
    }

    @Test
    void ordersTheDeploymentsOfAllModelsTogetherWhereThePolicySaysSo() {
        Catalogue priced = Catalogue.of(
                Model.of(
                        "m", cloud.toBuilder().price(Price.perMillion("5", "5")).build()),
                Model.of(
                        "own",
                        house.toBuilder().price(Price.perMillion("1", "1")).build()));
        Policy cheapest = policy.toBuilder().strategy("lowest-cost").build();
        router = router(priced, PolicySet.of(cheapest));
        assertThat(router.explain(Facts.none()).chosen())
                .hasValueSatisfying(first -> assertThat(first.id()).isEqualTo("cloud/m"));
        router.close();

        router = router(
                priced, PolicySet.of(cheapest.toBuilder().acrossModels(true).build()));

        assertThat(router.explain(Facts.none()).candidates())
                .extracting(candidate -> candidate.deployment().id())
                .containsExactly("house/m", "cloud/m");
    }

    @Test
    void guardsThePolicyThatNobodyNamed() {
        Condition routine = new Condition(List.of(Condition.oneOf(RequestFacts::policy, List.of("routine"))));
        Guard local =
                new Guard("local", routine, Requirement.builder().local(true).build());
        router = router(PolicySet.of(policy).withGuards(local));

        assertThat(router.explain(Facts.none()).chosen()).contains(house);
    }

    @Test
    void neverSendsOneOfItsOwnNamesNorAnotherModelsToAProvider() {
        router = router(PolicySet.of(policy));
        RoutingChatRequestParameters parameters = RoutingChatRequestParameters.builder()
                .forProvider(
                        "cloud",
                        OpenAiChatRequestParameters.builder().modelName("dear").build())
                .build();

        router.chat(ask(parameters), Facts.policy("openai/m"));

        assertThat(received.get().modelName()).isEqualTo("m");
    }

    @Test
    void saysWhenToComeBackAfterARateLimitOfTheOnlyDeployment() {
        router = Router.builder(
                        Catalogue.of(Model.of("m", cloud)),
                        PolicySet.of(Policy.of("routine", "m").toBuilder()
                                .retries(Retries.NONE)
                                .build()))
                .client("cloud/m", failing(new RateLimitException("slow down")))
                .build();
        assertThatThrownBy(() -> router.chatModel().chat("Hello")).isInstanceOf(RateLimitException.class);

        assertThatThrownBy(() -> router.chatModel().chat("Hello"))
                .isInstanceOfSatisfying(RateLimitException.class, limited -> {
                    RoutingFailure failure = RoutingFailure.of(limited).orElseThrow();
                    assertThat(failure.retryAfter()).isPresent();
                    assertThat(failure.call().attempts()).isEmpty();
                })
                .hasMessageContaining("every deployment is cooling down");
    }

    @Test
    void suggestsTheNameThatWasMeant() {
        router = router(PolicySet.of(policy));

        assertThatThrownBy(() -> router.policy("rotine"))
                .isInstanceOf(UnknownPolicyException.class)
                .hasMessageContaining("Did you mean 'routine'?");
    }

    @Test
    void takesAnOrderThatIsAViewOfTheCandidates() {
        Strategy asTheyAre = new Strategy() {
            @Override
            public String name() {
                return "as-they-are";
            }

            @Override
            public List<Candidate> order(List<Candidate> candidates, RequestFacts facts) {
                return Collections.unmodifiableList(candidates);
            }
        };
        Policy across =
                policy.toBuilder().strategy("as-they-are").acrossModels(true).build();
        ChatModel unused = failing(new IllegalStateException("not to be called"));
        router = Router.builder(catalogue, PolicySet.of(across))
                .client("cloud/m", unused)
                .client("house/m", unused)
                .strategy(asTheyAre)
                .build();

        assertThat(router.explain(Facts.none()).candidates()).hasSize(2);
    }

    private Router router(PolicySet policies) {
        return router(catalogue, policies);
    }

    private Router router(Catalogue models, PolicySet policies) {
        ChatModel answering = new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                received.set(request);
                return ChatResponse.builder().aiMessage(AiMessage.from("hi")).build();
            }
        };
        return Router.builder(models, policies)
                .client("cloud/m", answering)
                .client("house/m", answering)
                .build();
    }

    private static ChatModel failing(RuntimeException failure) {
        return new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                throw failure;
            }
        };
    }

    private static ChatRequest ask(RoutingChatRequestParameters parameters) {
        return ChatRequest.builder()
                .messages(UserMessage.from("Hello"))
                .parameters(parameters)
                .build();
    }
}
