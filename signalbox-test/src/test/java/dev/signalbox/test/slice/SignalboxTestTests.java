package dev.signalbox.test.slice;

import static dev.signalbox.router.policy.Reason.NOT_LOCAL;
import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static dev.signalbox.test.SignalboxAssertions.facts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.RoutedAnswer;
import dev.signalbox.router.RoutedCalls;
import dev.signalbox.router.Router;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.router.provider.simulated.SimulatedFailureKind;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.test.SignalboxTest;
import dev.signalbox.test.Simulations;
import dev.signalbox.test.correlation.Recording;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

@SignalboxTest(properties = SignalboxTestTests.LOCATION)
class SignalboxTestTests {

    static final String LOCATION = "spring.config.location=classpath:dev/signalbox/test/slice/";

    @Test
    void piiStaysLocal(@Autowired Router router) {
        assertThat(router.explain(facts().tag("data", "pii")))
                .chose("in-house/qwen3-8b")
                .excluded("anthropic/claude-sonnet-4-6", NOT_LOCAL);
    }

    @Test
    void leavesNothingOutForAMissingKeyOrAnUnsetVariable(@Autowired Router router) {
        assertThat(router.explain(facts().tag("tier", "gold")))
                .byRule("gold")
                .usedPolicy("planning")
                .candidates("anthropic/claude-sonnet-4-6", "openrouter/anthropic/claude-sonnet-4-6");
    }

    @Test
    void answersWithoutCallingAnybody(@Autowired Router router) {
        ChatRequest request =
                ChatRequest.builder().messages(UserMessage.from("Where?")).build();

        RoutedAnswer answer = router.chat(request, facts().tag("data", "pii"));

        assertThat(answer.response().aiMessage().text()).isEqualTo("In the house.");
        assertThat(answer.call()).answeredBy("in-house/qwen3-8b").tried("in-house/qwen3-8b");
    }

    @Test
    void routesAiServicesByTheirAnnotations(@Autowired TravelDesk desk) {
        InvocationParameters facts = facts().asParameters();

        desk.plan("To Oslo", facts);
        desk.reply("Thanks", facts);

        List<RoutedCall> calls = RoutedCalls.of(facts);
        assertThat(calls.get(0))
                .answeredBy("anthropic/claude-sonnet-4-6")
                .decision()
                .usedPolicy("planning");
        assertThat(calls.get(1)).answeredBy("in-house/qwen3-8b").decision().usedPolicy("routine");
        assertThat(calls.get(1).decision().facts().tenant()).isEqualTo("home");
    }

    @Test
    void holdsOnlyWhatTakesPartInRouting(@Autowired ApplicationContext context) {
        assertThat(context.getBeansOfType(HomeTenant.class)).hasSize(1);
        assertThat(context.getBeansOfType(ChatModel.class)).containsOnlyKeys("routingChatModel");
        assertThat(context.getBeansOfType(Weather.class)).isEmpty();
    }

    @Nested
    @SignalboxTest(
            properties = LOCATION,
            includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Weather.class))
    class WithATool {

        @Test
        void makesTheAiServiceThatNeedsIt(@Autowired WeatherDesk desk) {
            assertThat(desk.ask("Rain?")).isNotBlank();
        }
    }

    @Nested
    @SignalboxTest(properties = {LOCATION, "signalbox.default-policy=planning"})
    class WithOtherProperties {

        @Test
        void goesByThem(@Autowired Router router) {
            assertThat(router.explain(facts())).usedPolicy("planning");
        }
    }

    @Nested
    @SignalboxTest(
            properties = {
                LOCATION,
                "signalbox.models.own.deployments[0]=bean/openAiChatModel",
                "signalbox.policies.own.models=own"
            })
    class WithADeploymentThatCallsABean {

        @Test
        void simulatesItBecauseTheBeanIsNoPartOfTheSlice(@Autowired ChatModel model) {
            ChatRequest request = ChatRequest.builder()
                    .messages(UserMessage.from("Where?"))
                    .modelName("own")
                    .build();

            assertThat(model.chat(request).aiMessage().text()).isNotBlank();
        }
    }

    @Nested
    @SignalboxTest(
            properties = {LOCATION, "signalbox.models.own.deployments[0]=bean/mine", "signalbox.policies.own.models=own"
            })
    @Import(WithTheBeanItself.Mine.class)
    class WithTheBeanItself {

        static class Mine {

            @Bean
            ChatModel mine() {
                return new ChatModel() {
                    @Override
                    public ChatResponse doChat(ChatRequest request) {
                        throw new AssertionError("Called.");
                    }
                };
            }
        }

        @Test
        void simulatesItAllTheSame(@Autowired TravelDesk desk, @Autowired Router router) {
            assertThat(desk.plan("To Oslo", facts().policy("own").asParameters()))
                    .isNotBlank();
        }
    }

    @Nested
    @SignalboxTest(properties = "spring.config.name=none")
    class WithoutModels {

        @Test
        void startsWithoutARouter(@Autowired ApplicationContext context) {
            assertThat(context.getBeansOfType(Router.class)).isEmpty();
        }
    }

    @Nested
    @SignalboxTest(properties = LOCATION)
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    class WithSimulationsOfItsOwn {

        private static final String STRONG = "anthropic/claude-sonnet-4-6";
        private static final String SECOND = "openrouter/anthropic/claude-sonnet-4-6";

        @Test
        @Order(1)
        void deploymentsFailAndAnswerAsATestSays(
                @Autowired Simulations simulations, @Autowired TravelDesk desk, @Autowired Router router) {
            simulations.fail(STRONG, SimulatedFailureKind.RATE_LIMITED).answer(SECOND, "Second to none.");
            InvocationParameters facts = facts().asParameters();

            assertThat(desk.plan("To Oslo", facts)).isEqualTo("Second to none.");

            assertThat(RoutedCalls.of(facts).get(0)).tried(STRONG, SECOND).after(FailureKind.RATE_LIMITED);
            assertThat(router.explain(facts().policy("planning"))).excluded(STRONG, Reason.COOLING);
        }

        @Test
        @Order(2)
        void streamsToo(@Autowired Simulations simulations, @Autowired Router router) {
            simulations.answer(STRONG, "Piece by piece.");
            Recording recording = new Recording();

            router.streamingPolicy("planning").chat("Hi", recording);

            assertThat(recording.response().aiMessage().text()).isEqualTo("Piece by piece.");
            router.drain(STRONG);
        }

        @Test
        @Order(3)
        void theNextTestFindsEverythingAsConfigured(@Autowired TravelDesk desk, @Autowired Router router) {
            assertThat(router.explain(facts().policy("planning"))).candidates(STRONG, SECOND);
            assertThat(desk.plan("To Oslo", facts().asParameters())).isNotEqualTo("Piece by piece.");
        }

        @Test
        @Order(4)
        void unknownDeploymentsAreNotSimulated(@Autowired Simulations simulations) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> simulations.answer("anthropic/claude-sonnet-4-5", "Hi"))
                    .withMessageContaining("Did you mean '" + STRONG + "'?");
        }
    }
}
