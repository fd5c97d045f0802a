package dev.signalbox.test.shadow;

import static dev.signalbox.test.shadow.ShadowHouse.MAIN;
import static dev.signalbox.test.shadow.ShadowHouse.OTHER;
import static dev.signalbox.test.shadow.ShadowHouse.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.Facts;
import dev.signalbox.router.RoutedAnswer;
import dev.signalbox.router.Router;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.event.RouterEvent.ShadowDropped;
import dev.signalbox.router.event.RouterEvent.ShadowEnded;
import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Limits;
import dev.signalbox.router.policy.Condition;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.Guard;
import dev.signalbox.router.policy.PolicySource;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.policy.Requirement;
import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.policy.Shadow;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.test.ScriptedReply;
import dev.signalbox.test.correlation.Recording;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the copies that a policy sends to another model. */
class ShadowTests {

    private static final Shadow ALL = Shadow.of("candidate", 100);
    private static final Requirement LOCAL = Requirement.builder().local(true).build();

    private final ShadowHouse house = new ShadowHouse();

    @Test
    void copiesACallThatHasBeenAnswered() {
        Router router = house.router(ALL);

        RoutedAnswer answer = router.chat(request("Hello"), Facts.tenant("acme"));

        assertThat(house.other.requestCount()).isZero();
        house.letGo();
        assertThat(house.other.requests())
                .singleElement()
                .satisfies(copy -> assertThat(copy.request().messages())
                        .isEqualTo(house.main.requests().get(0).request().messages()));
        ShadowEnded ended = house.ended().get(0);
        assertThat(ended.original()).isSameAs(answer.call());
        assertThat(ended.answer()).isSameAs(answer.response());
        assertThat(ended.shadowAnswer().aiMessage().text()).isEqualTo("new");
        Decision decision = ended.shadow().decision();
        assertThat(decision.isShadow()).isTrue();
        assertThat(decision.facts().shadowOf())
                .isEqualTo(answer.call().decision().id());
        assertThat(decision.facts().tenant()).isEqualTo("acme");
        assertThat(decision.selection().source()).isEqualTo(PolicySource.SHADOW);
        assertThat(decision.explain())
                .startsWith("shadow of call " + answer.call().decision().id() + ", policy 'candidate' (shadow)");
    }

    @Test
    void accountsForACopyApart() {
        Router router = house.router(ALL);

        RoutedAnswer answer = router.chat(request("Hello"), Facts.none());
        house.letGo();

        assertThat(answer.call().decision().isShadow()).isFalse();
        assertThat(answer.call().attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.deployment()).isEqualTo(MAIN));
        assertThat(house.ended().get(0).shadow().attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.deployment()).isEqualTo(OTHER));
        assertThat(house.ended().get(0).shadow().cost().pico()).isPositive();
        assertThat(house.events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("CallDecided", "AttemptStarted", "AttemptEnded", "CallEnded", "ShadowEnded");
    }

    @Test
    void asksNobodyWhatToOpenWhileACopyIsSent() {
        Router router = house.router(ALL);

        RoutedAnswer answer = router.chat(request("Hello"), Facts.none());
        house.letGo();

        assertThat(house.ended()).hasSize(1);
        assertThat(house.sent).containsExactly(answer.call().decision());
    }

    @Test
    void copiesAStreamAsACallWhoseAnswerComesWhole() {
        Router router = house.router(ALL);
        Recording recording = new Recording();

        router.streamingChatModel().chat(request("Hello"), recording);
        house.letGo();

        assertThat(recording.response().aiMessage().text()).isEqualTo("known");
        ShadowEnded ended = house.ended().get(0);
        assertThat(ended.answer().aiMessage().text()).isEqualTo("known");
        assertThat(ended.shadowAnswer().aiMessage().text()).isEqualTo("new");
        assertThat(ended.original().decision().facts().needs()).contains(Capability.STREAMING);
        assertThat(ended.shadow().decision().facts().needs()).doesNotContain(Capability.STREAMING);
    }

    @Test
    void copiesTheShareThatChanceDraws() {
        house.time.seed(7);
        Router router = house.router(Shadow.of("other", 20));

        for (int call = 0; call < 2_000; call++) {
            router.chatModel().chat(request("Hello"));
            house.letGo();
        }

        assertThat(house.other.requestCount() / 20.0).isCloseTo(20, Offset.offset(3.0));
        assertThat(house.ended()).hasSize(house.other.requestCount());
    }

    @Test
    void copiesNothingWherePolicyOrChanceSaySo() {
        Router router = house.router(Shadow.of("candidate", 50)); // 0.5 is drawn

        router.chatModel().chat(request("Hello"));
        router.policy("main").chat(request("a model has no shadow"));
        house.letGo();

        assertThat(house.other.requestCount()).isZero();
        assertThat(house.time.pendingTimers()).isZero();
    }

    @Test
    void dropsAndTellsWhatIsTooMuchAtATime() {
        Router router = house.router(new Shadow("candidate", 100, Duration.ofMinutes(1), 2));

        for (int call = 0; call < 3; call++) {
            router.chatModel().chat(request("Hello"));
        }
        house.letGo();
        router.chatModel().chat(request("Hello"));
        house.letGo();

        assertThat(house.other.requestCount()).isEqualTo(3);
        assertThat(house.events(ShadowDropped.class))
                .singleElement()
                .satisfies(
                        dropped -> assertThat(dropped.original().answeredBy()).contains(MAIN));
    }

    @Test
    void guardsACopyByItsFacts() {
        house.policies = set ->
                set.withGuards(new Guard("pii", new Condition(List.of(Condition.tags(Map.of("data", "pii")))), LOCAL));
        Router router = house.router(ALL);

        router.chat(request("secret"), Facts.tag("data", "pii"));
        router.chat(request("open"), Facts.none());
        house.letGo();

        assertThat(house.other.requestCount()).isEqualTo(1);
        assertThat(house.ended())
                .filteredOn(ended -> ended.shadowAnswer() == null)
                .singleElement()
                .satisfies(this::isNotLocal);
    }

    private void isNotLocal(ShadowEnded ended) {
        assertThat(ended.shadow().attempts()).isEmpty();
        assertThat(ended.shadow().decision().exclusion(OTHER.id()))
                .hasValueSatisfying(exclusion -> assertThat(exclusion.reason()).isEqualTo(Reason.NOT_LOCAL));
    }

    @Test
    void guardsACopyByThePolicyOfItsCall() {
        house.policies = set -> set.withGuards(new Guard(
                "routine", new Condition(List.of(Condition.oneOf(RequestFacts::policy, List.of("routine")))), LOCAL));
        Router router = house.router(ALL);

        router.chat(request("secret"), Facts.none());
        house.letGo();

        assertThat(house.other.requestCount()).isZero();
        assertThat(house.ended()).singleElement().satisfies(this::isNotLocal);
        assertThat(house.ended().get(0).shadow().decision().guards()).containsExactly("routine", "of policy routine");
    }

    @Test
    void wantsOfACopyWhatThePolicyOfItsCallWantsButForThePrice() {
        Requirement cheapAndLocal = LOCAL.toBuilder().maxPrice(MAIN.price()).build();
        Router router = house.router(policy -> policy.shadow(ALL).require(cheapAndLocal));

        router.chat(request("secret"), Facts.none());
        house.letGo();

        assertThat(house.ended()).singleElement().satisfies(this::isNotLocal);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404, 429, 503})
    void doesNotTouchTheHealthThatCallersSee(int status) {
        house.other.always(status == 404 ? ScriptedReply.error(404, "model_not_found") : ScriptedReply.error(status));
        Router router = house.router(ALL);

        for (int call = 0; call < 20; call++) {
            assertThat(router.chatModel().chat(request("Hello")).aiMessage().text())
                    .isEqualTo("known");
            house.letGo();
        }

        assertThat(house.other.requestCount()).isBetween(1, 5);
        assertThat(house.ended()).hasSize(20).allMatch(ended -> ended.shadowAnswer() == null);
        assertThat(router.explain(Facts.policy("candidate")).chosen()).contains(OTHER);
        assertThat(house.events(RouterEvent.CooldownStarted.class)).isEmpty();
        assertThat(house.events(RouterEvent.DeploymentDisabled.class)).isEmpty();
    }

    @Test
    void isNotSentWhereCallersAreNotSentEither() {
        Router router = house.router(ALL);
        router.drain(OTHER.id());

        router.chatModel().chat(request("Hello"));
        house.letGo();

        assertThat(house.other.requestCount()).isZero();
        assertThat(house.ended().get(0).shadow().decision().exclusion(OTHER.id()))
                .hasValueSatisfying(exclusion -> assertThat(exclusion.reason()).isEqualTo(Reason.DRAINED));
    }

    @Test
    void isTriedOnceOnly() {
        house.other.reply(ScriptedReply.error(503));
        house.candidate = policy -> policy.retries(Retries.DEFAULT);
        Router router = house.router(ALL);

        router.chatModel().chat(request("Hello"));
        house.letGo();

        assertThat(house.other.requestCount()).isEqualTo(1);
        assertThat(house.time.sleeps()).isEmpty();
        assertThat(house.ended().get(0).shadow().attempts().get(0).failure().kind())
                .isEqualTo(FailureKind.SERVER);
    }

    @Test
    void leavesCallersTheirRoom() {
        house.deployment = other -> other.limits(new Limits(1, null, null));
        Router router = house.router(ALL);
        house.other.reply(ScriptedReply.computed(copy -> {
            assertThat(router.inFlight(OTHER.id())).isEqualTo(1);
            assertThat(router.explain(Facts.policy("candidate")).chosen())
                    .as("the room of callers while a copy is under way")
                    .isPresent();
            return router.policy("candidate").chat(request("meanwhile"));
        }));

        router.chatModel().chat(request("Hello"));
        house.letGo();

        assertThat(house.ended().get(0).shadowAnswer().aiMessage().text()).isEqualTo("new");
        assertThat(router.inFlight(OTHER.id())).isZero();
    }

    @Test
    void hasNoShadowOfItsOwn() {
        house.candidate = policy -> policy.shadow(Shadow.of("routine", 100));
        Router router = house.router(ALL);

        router.chatModel().chat(request("Hello"));
        house.letGo();
        house.letGo();

        assertThat(house.main.requestCount()).isEqualTo(1);
        assertThat(house.ended()).hasSize(1);
    }

    @Test
    void followsAnsweredCallsOnly() {
        house.main.reply(ScriptedReply.error(400));
        Router router = house.router(ALL);

        assertThatThrownBy(() -> router.chatModel().chat(request("Hello"))).isInstanceOf(RuntimeException.class);
        house.letGo();

        assertThat(house.other.requestCount()).isZero();
    }

    @Test
    void leavesSessionsWhereTheyAre() {
        house.candidate = policy -> policy.sticky(Duration.ofHours(1));
        Router router = house.router(ALL);

        router.chat(request("Hello"), Facts.session("s"));
        house.letGo();

        assertThat(router.explain(Facts.session("s").policy("candidate")).staysWith())
                .isNull();
    }

    @Test
    void canReadWhatAnotherDeploymentHasBegun() {
        Router router = house.router(ALL);
        ToolExecutionRequest tool = ToolExecutionRequest.builder()
                .id("toolu_1")
                .name("weather")
                .arguments("{}")
                .build();
        ChatRequest second = ChatRequest.builder()
                .messages(
                        UserMessage.from("Sunny?"), AiMessage.from(tool), ToolExecutionResultMessage.from(tool, "yes"))
                .build();

        router.chatModel().chat(second);
        house.letGo();

        assertThat(house.other.requests().get(0).request().messages())
                .filteredOn(AiMessage.class::isInstance)
                .extracting(message ->
                        ((AiMessage) message).toolExecutionRequests().get(0).id())
                .containsExactly("call00000");
    }

    @Test
    void isDroppedWhenTheRouterIsClosed() {
        Router router = house.router(ALL);
        router.chatModel().chat(request("Hello"));

        router.close();
        house.letGo();

        assertThat(house.other.requestCount()).isZero();
        assertThat(house.ended()).isEmpty();
    }

    @Test
    void goesToAnotherPolicyOrModelThatExists() {
        assertThatThrownBy(() -> house.router(Shadow.of("candidat", 100)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("which is no other policy and no model. Did you mean 'candidate'?");
        assertThatThrownBy(() -> house.router(Shadow.of("routine", 100)))
                .hasMessageContaining("which is no other policy and no model.");
    }

    @Test
    void namesWhatIsOutOfRange() {
        assertThatThrownBy(() -> Shadow.of("m", 0)).hasMessageContaining("The share of a shadow is 0.0.");
        assertThatThrownBy(() -> new Shadow("m", 1, Duration.ZERO, 1)).hasMessageContaining("longer than zero");
        assertThatThrownBy(() -> new Shadow("m", 1, Duration.ofSeconds(1), 0)).hasMessageContaining("at least 1");
        assertThat(Set.of(Shadow.of("m", 1).concurrency())).containsExactly(10);
    }
}
