package dev.signalbox.test.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.UserMessage;
import dev.signalbox.router.Facts;
import dev.signalbox.router.ModelPolicy;
import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingChatRequestParameters;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.Condition;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.PolicySource;
import dev.signalbox.router.policy.Rule;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who names the policy of a call: the first that speaks, in the order of {@link Speaker}. */
class PolicyPrecedenceTests {

    /** In the order of their rank; the policy that each names has its name. */
    enum Speaker {
        PARAMETERS,
        BOUND_MODEL,
        INVOCATION,
        MODEL_NAME,
        METHOD,
        TYPE,
        AGENT,
        RULE,
        DEFAULT;

        String policy() {
            return "by-" + name().toLowerCase().replace('_', '-');
        }
    }

    private final TestBed bed = new TestBed();

    @AfterEach
    void close() {
        bed.close();
    }

    interface Plain {

        TokenStream stream(@UserMessage String text, InvocationParameters facts, ChatRequestParameters parameters);

        String ask(@UserMessage String text, InvocationParameters facts, ChatRequestParameters parameters);
    }

    @ModelPolicy("by-type")
    interface OfType extends Plain {}

    interface OfMethod extends Plain {

        @Override
        @ModelPolicy("by-method")
        TokenStream stream(@UserMessage String text, InvocationParameters facts, ChatRequestParameters parameters);

        @Override
        @ModelPolicy("by-method")
        String ask(@UserMessage String text, InvocationParameters facts, ChatRequestParameters parameters);
    }

    @ModelPolicy("by-type")
    interface OfBoth extends OfMethod {}

    static Stream<Arguments> speakers() {
        return Stream.of(Speaker.values())
                .flatMap(first -> Stream.of(
                        arguments(first, EnumSet.of(first)), arguments(first, EnumSet.range(first, Speaker.DEFAULT))));
    }

    @ParameterizedTest
    @MethodSource("speakers")
    void theFirstThatSpeaksNamesThePolicy(Speaker first, Set<Speaker> speaking) {
        Router router = router(speaking);

        service(router, speaking).ask("hello", facts(speaking), parameters(speaking));

        assertThat(decision().policy().name()).isEqualTo(first.policy());
        assertThat(decision().selection().source()).isEqualTo(PolicySource.valueOf(first.name()));
    }

    @ParameterizedTest
    @MethodSource("speakers")
    void theFirstThatSpeaksNamesThePolicyOfAStream(Speaker first, Set<Speaker> speaking) {
        Router router = router(speaking);

        TokenStream stream = service(router, speaking).stream("hello", facts(speaking), parameters(speaking));
        Recording.of(stream).response();

        assertThat(decision().policy().name()).isEqualTo(first.policy());
        assertThat(decision().selection().source()).isEqualTo(PolicySource.valueOf(first.name()));
    }

    @ParameterizedTest
    @EnumSource(
            value = Speaker.class,
            names = {"METHOD", "MODEL_NAME", "DEFAULT"})
    void plainTextNamesThePolicyAsFactsDo(Speaker below) {
        Set<Speaker> speaking = EnumSet.range(below, Speaker.DEFAULT);
        InvocationParameters plain = InvocationParameters.from("signalbox.policy", "by-invocation");

        service(router(speaking), speaking).ask("hello", plain, parameters(speaking));

        assertThat(decision().policy().name()).isEqualTo("by-invocation");
        assertThat(decision().selection().source()).isEqualTo(PolicySource.INVOCATION);
    }

    @ParameterizedTest
    @MethodSource("modelNames")
    void theModelNameOfARequestMayBeAModelAnAliasOrAPolicy(String name, String model) {
        Router router = bed.router();

        service(router, Set.of())
                .ask(
                        "hello",
                        new InvocationParameters(),
                        ChatRequestParameters.builder().modelName(name).build());

        assertThat(decision().chosen().orElseThrow().modelId()).isEqualTo(model);
        assertThat(bed.provider("north").requestCount() + bed.provider("south").requestCount())
                .isEqualTo(1);
    }

    static Stream<Arguments> modelNames() {
        return Stream.of(
                arguments("strong", "gpt-strong"),
                arguments("vendor/strong-1", "gpt-strong"),
                arguments("planning", "gpt-strong"),
                arguments("small", "gpt-small"),
                arguments("routine", "gpt-small"));
    }

    private Router router(Set<Speaker> speaking) {
        List<Policy> policies = Stream.of(Speaker.values())
                .map(speaker -> Policy.of(speaker.policy(), "small"))
                .toList();
        PolicySet set = PolicySet.of(policies.toArray(Policy[]::new));
        if (speaking.contains(Speaker.RULE)) {
            set = set.withRules(new Rule("always", Condition.ALWAYS, Speaker.RULE.policy()));
        }
        return bed.router(Catalogue.of(Model.of("small", TestBed.SMALL)), set, more -> {});
    }

    private static Plain service(Router router, Set<Speaker> speaking) {
        boolean bound = speaking.contains(Speaker.BOUND_MODEL);
        String name = Speaker.BOUND_MODEL.policy();
        ChatModel model = bound ? router.policy(name) : router.chatModel();
        StreamingChatModel streaming = bound ? router.streamingPolicy(name) : router.streamingChatModel();
        return AiServices.builder(annotated(speaking))
                .chatModel(model)
                .streamingChatModel(streaming)
                .build();
    }

    private static Class<? extends Plain> annotated(Set<Speaker> speaking) {
        boolean type = speaking.contains(Speaker.TYPE);
        if (speaking.contains(Speaker.METHOD)) {
            return type ? OfBoth.class : OfMethod.class;
        }
        return type ? OfType.class : Plain.class;
    }

    private static InvocationParameters facts(Set<Speaker> speaking) {
        CallFacts facts = Facts.tag("why", "test");
        facts = speaking.contains(Speaker.INVOCATION) ? facts.policy(Speaker.INVOCATION.policy()) : facts;
        facts = speaking.contains(Speaker.AGENT) ? facts.agentPolicy(Speaker.AGENT.policy()) : facts;
        return facts.asParameters();
    }

    private static ChatRequestParameters parameters(Set<Speaker> speaking) {
        RoutingChatRequestParameters.Builder parameters = RoutingChatRequestParameters.builder();
        if (speaking.contains(Speaker.PARAMETERS)) {
            parameters.policy(Speaker.PARAMETERS.policy());
        }
        if (speaking.contains(Speaker.MODEL_NAME)) {
            parameters.modelName(Speaker.MODEL_NAME.policy());
        }
        return parameters.build();
    }

    private Decision decision() {
        assertThat(bed.calls()).hasSize(1);
        return bed.calls().get(0).decision();
    }
}
