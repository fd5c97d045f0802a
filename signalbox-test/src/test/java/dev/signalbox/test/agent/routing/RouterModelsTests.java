package dev.signalbox.test.agent.routing;

import static dev.signalbox.test.correlation.TestBed.policies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.UserMessage;
import dev.signalbox.agent.journal.StepUse;
import dev.signalbox.agent.port.StepCall;
import dev.signalbox.agent.routing.RouterModels;
import dev.signalbox.router.Facts;
import dev.signalbox.router.ModelPolicy;
import dev.signalbox.router.Router;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.expression.FactsExpression;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.Condition;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.policy.Rule;
import dev.signalbox.test.correlation.Recording;
import dev.signalbox.test.correlation.TestBed;
import dev.signalbox.test.provider.FakeReply;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Model calls of runs as the router sees them, and as the run is told of them. */
class RouterModelsTests {

    private final TestBed bed = new TestBed();
    private final Steps steps = Steps.of("trip-1");

    @AfterEach
    void close() {
        bed.close();
    }

    interface Desk {

        String plain(@UserMessage String text, InvocationParameters parameters);

        @ModelPolicy("routine")
        String routine(@UserMessage String text, InvocationParameters parameters);
    }

    /** As the journal stands before a model: sends the very request, or another one in its place. */
    private record Journaling(ChatModel model, UnaryOperator<ChatRequest> edit) implements ChatModel {

        @Override
        public ChatResponse chat(ChatRequest request) {
            return model.chat(edit.apply(request), ChatRequestOptions.EMPTY);
        }

        @Override
        public ChatRequestParameters defaultRequestParameters() {
            return model.defaultRequestParameters();
        }
    }

    private static RouterModels models(Router router) {
        return new RouterModels(router, () -> "1");
    }

    private Desk desk(Router router, UnaryOperator<ChatRequest> edit) {
        return AiServices.builder(Desk.class)
                .chatModel(new Journaling(models(router).model(steps), edit))
                .build();
    }

    private Desk desk(Rule... rules) {
        Router router = bed.router(TestBed.CATALOGUE, TestBed.POLICIES.withRules(rules), more -> {});
        return desk(router, UnaryOperator.identity());
    }

    private static Rule always() {
        return new Rule("always", Condition.ALWAYS, "unnamed");
    }

    @Test
    void thePolicyOfTheRoleWinsOverRules() {
        steps.facts = steps.facts.toBuilder().role("plan").policy("planning").build();

        desk(always()).plain("hello", new InvocationParameters());

        bed.assertTracks(1, 0);
    }

    @Test
    void theAnnotationWinsOverThePolicyOfTheRole() {
        steps.facts = steps.facts.toBuilder().role("plan").policy("planning").build();

        desk(always()).routine("hello", new InvocationParameters());

        bed.assertTracks(0, 1);
    }

    @Test
    void aForcedPolicyWinsOverTheAnnotation() {
        steps.facts = steps.facts.toBuilder()
                .policy("routine")
                .forcedPolicy("planning")
                .build();

        desk(always()).routine("hello", new InvocationParameters());

        bed.assertTracks(1, 0);
    }

    @Test
    void rulesSeeRoleAndRun() {
        Condition planning = new Condition(List.of(
                FactsExpression.ofRule("role == 'plan' and run == 'trip-1' and step == 's-1' and agent == 'desk'")));
        steps.facts = steps.facts.toBuilder().role("plan").agent("desk").build();

        desk(new Rule("planners", planning, "planning"), always()).plain("hello", new InvocationParameters());

        bed.assertTracks(1, 0);
    }

    @Test
    void whatTheRunKnowsAreFactsThatTheInvocationMaySayOtherwise() {
        steps.facts = steps.facts.toBuilder()
                .tenant("acme")
                .user("ann")
                .tags(Map.of("data", "pii", "tier", "gold"))
                .build();

        desk().routine("hello", Facts.user("bob").tag("tier", "free").asParameters());

        RequestFacts facts = bed.calls().get(0).decision().facts();
        assertThat(facts.tenant()).isEqualTo("acme");
        assertThat(facts.user()).isEqualTo("bob");
        assertThat(facts.tags()).isEqualTo(Map.of("data", "pii", "tier", "free"));
        assertThat(facts.run()).isEqualTo("trip-1");
    }

    @Test
    void aRequestInPlaceOfAnotherKeepsItsPolicyAndFacts() {
        UnaryOperator<ChatRequest> edit = request -> {
            steps.inPlaceOf = request;
            return request.toBuilder()
                    .messages(dev.langchain4j.data.message.UserMessage.from("last word"))
                    .build();
        };
        Router router = bed.router(TestBed.CATALOGUE, TestBed.POLICIES.withRules(always()), more -> {});

        desk(router, edit).routine("hello", Facts.tag("data", "pii").asParameters());

        bed.assertTracks(0, 1);
        assertThat(bed.small.requests().get(0).lastUserText()).isEqualTo("last word");
        assertThat(bed.calls().get(0).decision().facts().tags()).containsEntry("data", "pii");
    }

    @Test
    void theStepIsToldWhatAllAttemptsUsed() {
        Deployment second =
                Deployment.of("west/gpt-2").price(Price.perMillion("1", "2")).build();
        Router router = bed.router(
                Catalogue.of(Model.of("main", TestBed.STRONG, second)),
                PolicySet.of(Policy.of("routine", "main")),
                more -> {});
        bed.strong.always(FakeReply.error(503));
        bed.provider("west").always(FakeReply.text("hello"));

        models(router).model(steps).chat("hello");

        RoutedCall call = bed.calls().get(0);
        assertThat(call.attempts()).hasSize(2);
        assertThat(call.cost().pico()).isPositive();
        assertThat(steps.calls())
                .containsExactly(new StepCall(
                        steps.facts,
                        "routine",
                        "west/gpt-2",
                        call.decision().id(),
                        new StepUse(
                                call.usage().input(),
                                call.usage().output(),
                                call.cost().pico()),
                        call.cost().complete()));
    }

    @Test
    void theStepOfAStreamIsToldBeforeItsHandler() {
        Recording recording = new Recording();

        models(bed.router()).streamingModel(steps).chat("hello", recording);

        recording.response();
        assertThat(steps.calls())
                .singleElement()
                .extracting(StepCall::decision)
                .isEqualTo(bed.calls().get(0).decision().id());
    }

    @Test
    void theStepIsToldOfAFailureToo() {
        steps.facts = steps.facts.toBuilder().forcedPolicy("planning").build();
        bed.strong.always(FakeReply.error(401));

        assertThatExceptionOfType(AuthenticationException.class)
                .isThrownBy(() -> models(bed.router()).model(steps).chat("hello"));

        assertThat(steps.calls()).singleElement().satisfies(call -> {
            assertThat(call.policy()).isEqualTo("planning");
            assertThat(call.deployment()).isNull();
        });
        assertThat(policies(bed.calls())).containsExactly("planning");
    }
}
