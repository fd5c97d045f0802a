package dev.signalbox.test.correlation;

import static dev.signalbox.test.correlation.TestBed.policies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.UserMessage;
import dev.signalbox.router.CallOrigin;
import dev.signalbox.router.Facts;
import dev.signalbox.router.ModelPolicy;
import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingChatRequestParameters;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.execution.CallWatch;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.Condition;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.PolicySource;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.policy.Rule;
import dev.signalbox.test.provider.FakeReply;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that a model makes for somebody else, through a model of theirs that stands before the router's. */
class CallOriginTests {

    private static final FakeReply ASKS_TOOL = FakeReply.toolCall("lookUp", "{}");
    private static final PolicySet RULED = TestBed.POLICIES.withRules(new Rule("always", Condition.ALWAYS, "unnamed"));

    private final TestBed bed = new TestBed();
    private final List<Thread> asked = new CopyOnWriteArrayList<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private CallFacts facts = Facts.run("trip-1").agent("desk").role("plan").step("s-1");

    @AfterEach
    void close() {
        bed.close();
    }

    interface Desk {

        String plain(@UserMessage String text, InvocationParameters parameters);

        @ModelPolicy("routine")
        String routine(@UserMessage String text, InvocationParameters parameters);

        @ModelPolicy("routine")
        TokenStream stream(@UserMessage String text, InvocationParameters parameters);

        String given(@UserMessage String text, ChatRequestParameters parameters);
    }

    public static final class LookUp {

        @Tool
        String lookUp() {
            return "found";
        }
    }

    /** As an agent's runtime does it: overrides what AI services call, and hands the very request on. */
    private record Journaling(ChatModel model) implements ChatModel {

        @Override
        public ChatResponse chat(ChatRequest request) {
            return model.chat(request, ChatRequestOptions.EMPTY);
        }

        @Override
        public ChatRequestParameters defaultRequestParameters() {
            return model.defaultRequestParameters();
        }

        @Override
        public Set<Capability> supportedCapabilities() {
            return model.supportedCapabilities();
        }
    }

    private record JournalingStream(StreamingChatModel model) implements StreamingChatModel {

        @Override
        public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
            model.chat(request, ChatRequestOptions.EMPTY, handler);
        }

        @Override
        public ChatRequestParameters defaultRequestParameters() {
            return model.defaultRequestParameters();
        }
    }

    private final class Watch implements CallWatch {

        @Override
        public void decided(Decision decision) {
            seen.add("decided " + decision.policy().name());
        }

        @Override
        public void ended(RoutedCall call) {
            seen.add("ended " + call.usage().total());
        }
    }

    private CallOrigin origin() {
        asked.add(Thread.currentThread());
        return new CallOrigin(facts, List.of(), new Watch(), null);
    }

    private Router ruled() {
        return bed.router(TestBed.CATALOGUE, RULED, more -> {});
    }

    private Desk desk(Router router) {
        Supplier<CallOrigin> origin = this::origin;
        return AiServices.builder(Desk.class)
                .chatModel(new Journaling(router.chatModel(origin)))
                .streamingChatModel(new JournalingStream(router.streamingChatModel(origin)))
                .tools(new LookUp())
                .build();
    }

    private String askedOf(PolicySource source) {
        assertThat(bed.calls()).hasSize(1);
        Decision decision = bed.calls().get(0).decision();
        assertThat(decision.selection().source()).isEqualTo(source);
        return decision.policy().name();
    }

    @Test
    void itsFactsAreThoseOfTheDecision() {
        desk(bed.router()).routine("hello", Facts.tenant("acme").asParameters());

        RequestFacts told = bed.calls().get(0).decision().facts();
        assertThat(told)
                .extracting(
                        RequestFacts::run,
                        RequestFacts::agent,
                        RequestFacts::role,
                        RequestFacts::step,
                        RequestFacts::tenant)
                .containsExactly("trip-1", "desk", "plan", "s-1", "acme");
        assertThat(told.service()).isEqualTo(Desk.class.getName());
    }

    @Test
    void whatTheCallerSaysWinsOverItAndItOverContributors() {
        facts = facts.tenant("of the run").user("of the run").tag("from", "run");
        Router router = bed.router(more -> more.contributor(
                so -> so.tenant("contributed").user("contributed").session("contributed")));

        desk(router).routine("hello", Facts.tenant("acme").asParameters());
        router.chatModel(this::origin).chat("hello");

        assertThat(bed.calls())
                .extracting(call -> call.decision().facts())
                .extracting(RequestFacts::tenant, RequestFacts::user, RequestFacts::session)
                .containsExactly(
                        tuple("acme", "of the run", "contributed"), tuple("of the run", "of the run", "contributed"));
    }

    @Test
    void thePolicyOfItsRoleWinsOverRules() {
        facts = facts.agentPolicy("planning");

        desk(ruled()).plain("hello", new InvocationParameters());

        assertThat(askedOf(PolicySource.AGENT)).isEqualTo("planning");
    }

    @Test
    void theAnnotationWinsOverThePolicyOfItsRole() {
        facts = facts.agentPolicy("planning");

        desk(ruled()).routine("hello", new InvocationParameters());

        assertThat(askedOf(PolicySource.METHOD)).isEqualTo("routine");
    }

    @Test
    void itsPolicyWinsOverTheAnnotation() {
        facts = facts.policy("planning").agentPolicy("routine");

        desk(ruled()).routine("hello", new InvocationParameters());

        assertThat(askedOf(PolicySource.INVOCATION)).isEqualTo("planning");
    }

    @Test
    void theInvocationsPolicyWinsOverIts() {
        facts = facts.policy("planning");

        desk(ruled()).plain("hello", Facts.policy("routine").asParameters());

        assertThat(askedOf(PolicySource.INVOCATION)).isEqualTo("routine");
    }

    @Test
    void theRequestsOwnPolicyWinsOverIts() {
        facts = facts.policy("planning");

        desk(ruled())
                .given(
                        "hello",
                        RoutingChatRequestParameters.builder().policy("routine").build());

        assertThat(askedOf(PolicySource.PARAMETERS)).isEqualTo("routine");
    }

    @Test
    void isAskedForEachRoundOfAToolLoopAndFollowsEach() {
        facts = facts.policy("planning");
        bed.strong.reply(ASKS_TOOL, ASKS_TOOL, FakeReply.text("done"));
        InvocationParameters parameters = new InvocationParameters();

        String answer = desk(bed.router()).routine("hello", parameters);

        assertThat(answer).isEqualTo("done");
        assertThat(policies(bed.calls())).containsExactly("planning", "planning", "planning");
        assertThat(asked).containsOnly(Thread.currentThread());
        assertThat(seen)
                .hasSize(6)
                .filteredOn(line -> line.startsWith("ended"))
                .containsExactlyElementsOf(bed.calls().stream()
                        .map(call -> "ended " + call.usage().total())
                        .toList());
        assertThat(bed.calls().get(2).decision().staysWith()).isEqualTo(TestBed.STRONG.id());
    }

    /** Sends each request again, and then another one in its place. */
    private record Insisting(Router router) implements ChatModel {

        @Override
        public ChatResponse chat(ChatRequest request) {
            Supplier<CallOrigin> origin = () -> CallOrigin.UNKNOWN;
            router.chatModel(origin).chat(request);
            router.chatModel(origin).chat(request);
            ChatRequest other = request.toBuilder().build();
            CallOrigin instead = new CallOrigin(CallFacts.NONE, List.of(), CallWatch.NONE, request);
            return router.chatModel(() -> instead).chat(other);
        }

        @Override
        public ChatRequestParameters defaultRequestParameters() {
            return router.chatModel().defaultRequestParameters();
        }
    }

    @Test
    void aRequestThatIsSentAgainOrReplacedStaysOneOfItsInvocation() {
        Desk desk =
                AiServices.builder(Desk.class).chatModel(new Insisting(ruled())).build();

        desk.routine("hello", Facts.tag("data", "pii").asParameters());

        assertThat(policies(bed.calls())).containsExactly("routine", "routine", "routine");
        assertThat(bed.calls())
                .extracting(call -> call.decision().facts().tags().get("data"))
                .containsOnly("pii");
    }

    @Test
    void isAskedOnceForEachCallOutsideOfAiServices() {
        ChatModel model = bed.router().chatModel(this::origin);

        model.chat("hello");
        model.chat("hello");

        assertThat(asked).hasSize(2);
        assertThat(seen).hasSize(4);
    }

    @Test
    void followsStreams() {
        Recording recording = Recording.of(desk(bed.router()).stream("hello", new InvocationParameters()));

        recording.response();

        assertThat(seen)
                .containsExactly(
                        "decided routine", "ended " + bed.calls().get(0).usage().total());
        assertThat(bed.calls().get(0).decision().facts().run()).isEqualTo("trip-1");
        assertThat(asked).containsOnly(Thread.currentThread());
    }

    @Test
    void whatItThrowsFailsTheCall() {
        Supplier<CallOrigin> lost = () -> {
            throw new IllegalStateException("The lease is lost.");
        };
        Recording recording = new Recording();

        bed.router().streamingChatModel(lost).chat("hello", recording);

        assertThat(recording.error()).hasMessage("The lease is lost.");
        assertThatIllegalStateException()
                .isThrownBy(() -> bed.router().chatModel(lost).chat("hello"))
                .withMessage("The lease is lost.");
        bed.assertTracks(0, 0);
    }

    record City(String name) {}

    interface Atlas {

        City find(String country);

        @ModelPolicy("simple")
        City simple(String country);
    }

    @Test
    void whatTheModelCanDoGoesByThePolicyOfItsRole() {
        Deployment small = TestBed.SMALL.toBuilder()
                .capabilities(Set.of(dev.signalbox.router.model.Capability.STREAMING))
                .build();
        Router router = bed.router(
                Catalogue.of(Model.of("small", small), Model.of("strong", TestBed.STRONG)),
                PolicySet.of(Policy.of("simple", "small"), Policy.of("planning", "strong")),
                more -> {});
        bed.strong.always(FakeReply.json("{\"name\":\"Berlin\"}"));
        bed.small.always(FakeReply.json("{\"name\":\"Berlin\"}"));
        facts = facts.agentPolicy("planning");
        Atlas atlas = AiServices.builder(Atlas.class)
                .chatModel(new Journaling(router.chatModel(this::origin)))
                .build();

        atlas.find("Germany");
        atlas.simple("Germany");

        assertThat(bed.strong.requests().get(0).json().has("response_format")).isTrue();
        assertThat(bed.small.requests().get(0).json().has("response_format")).isFalse();
        assertThat(router.chatModel(this::origin).supportedCapabilities())
                .containsExactly(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
    }
}
