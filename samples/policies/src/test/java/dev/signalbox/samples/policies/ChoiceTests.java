package dev.signalbox.samples.policies;

import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static dev.signalbox.test.SignalboxAssertions.facts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.NoCandidateException;
import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.test.provider.FakeReply;
import dev.signalbox.test.provider.ReceivedRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Recipes that say which models a call may or should go to. */
class ChoiceTests {
    private static final CallFacts PERSONAL = facts().tag("data", "pii");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void personalDataNeverLeavesTheHouse() {
        try (Kitchen kitchen = new Kitchen("guard-local")) {
            assertThat(kitchen.call(PERSONAL))
                    .tried("in-house/qwen3-32b")
                    .decision()
                    .guardedBy("stays-in-house")
                    .excluded("openai/gpt-5.2", Reason.NOT_LOCAL);

            assertThat(kitchen.call(facts())).tried("openai/gpt-5.2");
            assertThat(kitchen.call(facts().tag("data", "public"))).tried("openai/gpt-5.2");
        }
    }

    @Test
    void whenTheHouseFailsNobodyElseIsAsked() {
        try (Kitchen kitchen = new Kitchen("guard-local")) {
            kitchen.provider("in-house").always(FakeReply.error(503));

            assertThatThrownBy(() -> kitchen.call(PERSONAL.policy("answers"))).satisfies(thrown -> {
                RoutingFailure failure = RoutingFailure.of(thrown).orElseThrow();
                assertThat(failure.kind()).isEqualTo(FailureKind.SERVER);
                assertThat(failure.call())
                        .decision()
                        .guardedBy("stays-in-house")
                        .excluded("openai/gpt-5.2", Reason.NOT_LOCAL);
            });
            assertThat(kitchen.provider("openai").requestCount()).isZero();
        }
    }

    @Test
    void whenTheHouseIsAwayNobodyIsAskedAtAll() {
        try (Kitchen kitchen = new Kitchen("guard-local")) {
            kitchen.router.drain("in-house/qwen3-32b");
            CompletableFuture<ChatResponse> stream = kitchen.stream("Rebook Ms. Berg", PERSONAL, new StringBuffer());

            assertThat(stream)
                    .failsWithin(PATIENCE)
                    .withThrowableThat()
                    .havingCause()
                    .satisfies(ChoiceTests::wasRefusedByTheGuard);
            assertThatThrownBy(() -> kitchen.call(PERSONAL)).satisfies(ChoiceTests::wasRefusedByTheGuard);
            assertThat(kitchen.provider("openai").requestCount()).isZero();
            assertThat(kitchen.provider("in-house").requestCount()).isZero();
        }
    }

    private static void wasRefusedByTheGuard(Throwable thrown) {
        assertThat(thrown).isInstanceOf(NoCandidateException.class).hasMessageContaining("guards stays-in-house");
        assertThat(((NoCandidateException) thrown).decision())
                .excluded("openai/gpt-5.2", Reason.NOT_LOCAL)
                .excluded("in-house/qwen3-32b", Reason.DRAINED);
    }

    @Test
    void openRouterTakesOverWithTheHeadersAndChoicesThatAreItsOwn() {
        try (Kitchen kitchen = new Kitchen("openrouter")) {
            kitchen.provider("anthropic").always(FakeReply.error(529));

            assertThat(kitchen.call(facts()))
                    .tried("anthropic/claude-sonnet-4-6", "openrouter/anthropic/claude-sonnet-4.6")
                    .after(FailureKind.SERVER);

            ReceivedRequest received = kitchen.provider("openrouter").requests().get(0);
            assertThat(received.header("Authorization")).isEqualTo("Bearer key-of-openrouter");
            assertThat(received.header("HTTP-Referer")).isEqualTo("https://travel.example");
            assertThat(received.header("X-Title")).isEqualTo("Travel desk");
            assertThat(received.model()).isEqualTo("anthropic/claude-sonnet-4.6");
            JsonNode provider = received.json().path("provider");
            assertThat(provider.path("data_collection").asString("")).isEqualTo("deny");
            assertThat(provider.path("sort").asString("")).isEqualTo("price");
            assertThat(kitchen.provider("anthropic").requests().get(0).body()).doesNotContain("data_collection");
        }
    }

    @Test
    void sizeNeedsAndFactsChooseThePolicy() {
        try (Kitchen kitchen = new Kitchen("rules")) {
            kitchen.time.advance(Duration.ofHours(11)); // noon in Berlin

            assertThat(kitchen.call(facts()))
                    .tried("openai/gpt-5.4-mini")
                    .decision()
                    .usedPolicy("quick");
            assertThat(kitchen.ask("A long report. ".repeat(10_000), facts()).call())
                    .tried("anthropic/claude-sonnet-4-6")
                    .decision()
                    .byRule("long");
            assertThat(kitchen.ask("A page. ".repeat(5_000), facts()).call())
                    .decision()
                    .usedPolicy("quick");
            assertThat(kitchen.router.chat(picture(), facts()).call())
                    .decision()
                    .byRule("pictures");
            assertThat(kitchen.call(facts().tag("tier", "gold")))
                    .tried("anthropic/claude-sonnet-4-6")
                    .decision()
                    .byRule("gold");
        }
    }

    @Test
    void theFirstRuleThatHoldsWins() {
        try (Kitchen kitchen = new Kitchen("rules")) { // it is one o'clock in Berlin
            assertThat(kitchen.call(facts().tag("tier", "gold"))).decision().byRule("at-night");

            kitchen.time.advance(Duration.ofHours(5)); // six

            assertThat(kitchen.call(facts().tag("tier", "gold"))).decision().byRule("gold");

            kitchen.time.advance(Duration.ofHours(16).minusMillis(1)); // just before ten in the evening
            assertThat(kitchen.call(facts().tag("tier", "gold"))).decision().byRule("gold");
            kitchen.time.advance(Duration.ofMillis(1));
            assertThat(kitchen.call(facts().tag("tier", "gold"))).decision().byRule("at-night");
        }
    }

    @Test
    void anExpressionMayLookAtWhatTheCallNeeds() {
        try (Kitchen kitchen = new Kitchen("rules")) {
            kitchen.time.advance(Duration.ofHours(5));
            ChatRequest withTools = ChatRequest.builder()
                    .messages(UserMessage.from("Hi"))
                    .toolSpecifications(
                            ToolSpecification.builder().name("search").build())
                    .build();

            RoutedCall call =
                    kitchen.router.chat(withTools, facts().tag("tier", "gold")).call();

            assertThat(call).tried("openai/gpt-5.4-mini");
        }
    }

    private static ChatRequest picture() {
        return ChatRequest.builder()
                .messages(UserMessage.from(TextContent.from("What is it?"), ImageContent.from("aGVsbG8=", "image/png")))
                .build();
    }

    @Test
    void theNamesThatCodeAsksForStay() {
        try (Kitchen kitchen = new Kitchen("aliases")) {
            assertThat(named(kitchen, "gpt-4o")).tried("anthropic/claude-sonnet-4-6");
            assertThat(named(kitchen, "claude-3-5-sonnet")).tried("anthropic/claude-sonnet-4-6");
            assertThat(named(kitchen, "gpt-4o-mini")).tried("openai/gpt-5.4-mini");
            assertThat(kitchen.call(facts())).tried("openai/gpt-5.4-mini");

            assertThat(kitchen.provider("anthropic").requests().get(0).model()).isEqualTo("claude-sonnet-4-6");
        }
    }

    private static RoutedCall named(Kitchen kitchen, String model) {
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("Hi"))
                .modelName(model)
                .build();
        return kitchen.router.chat(request, facts()).call();
    }
}
