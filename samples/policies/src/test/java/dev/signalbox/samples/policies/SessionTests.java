package dev.signalbox.samples.policies;

import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static dev.signalbox.test.SignalboxAssertions.facts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.test.provider.FakeReply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Recipes in which conversations stay. */
class SessionTests {
    private static final String ONE = "anthropic/claude-haiku-4-5";
    private static final String OTHER = "openrouter/anthropic/claude-haiku-4.5";

    @Test
    void sessionsAreSpreadAndStay() {
        try (Kitchen kitchen = new Kitchen("sticky-session")) {
            for (int round = 0; round < 3; round++) {
                assertThat(kitchen.call(facts().session("a"))).tried(ONE);
                assertThat(kitchen.call(facts().session("b"))).tried(OTHER);
            }
            kitchen.time.advance(Duration.ofMinutes(29));
            assertThat(kitchen.call(facts().session("b"))).tried(OTHER);
        }
    }

    @Test
    void aSessionThatWasSilentForLongMayGoElsewhere() {
        try (Kitchen kitchen = new Kitchen("sticky-session")) {
            assertThat(kitchen.call(facts().session("a"))).tried(ONE);

            kitchen.time.advance(Duration.ofMinutes(31));

            assertThat(kitchen.call(facts().session("a"))).tried(OTHER);
        }
    }

    @Test
    void systemMessageAndToolsAreMarkedForAnthropicsCacheAndNotForOthers() {
        try (Kitchen kitchen = new Kitchen("prompt-cache")) {
            ChatRequest request = ChatRequest.builder()
                    .messages(SystemMessage.from("You are a long manual."), UserMessage.from("Hi"))
                    .toolSpecifications(
                            ToolSpecification.builder().name("search").build())
                    .build();
            kitchen.router.chat(request, facts());
            kitchen.provider("anthropic").always(FakeReply.error(429));
            kitchen.router.chat(request, facts());

            JsonNode sent = kitchen.provider("anthropic").requests().get(0).json();
            assertThat(List.of("system", "tools"))
                    .allSatisfy(part -> assertThat(sent.at("/" + part + "/0/cache_control/type")
                                    .asString(""))
                            .isEqualTo("ephemeral"));
            assertThat(kitchen.provider("openai").requests().get(0).body()).doesNotContain("cache");
        }
    }

    @Test
    void aSessionStaysWhereItsCacheIs() {
        try (Kitchen kitchen = new Kitchen("prompt-cache")) {
            kitchen.provider("anthropic").reply(FakeReply.rateLimited(Duration.ofSeconds(10)));
            kitchen.call(facts().session("a"));

            kitchen.time.advance(Duration.ofMinutes(1));

            assertThat(kitchen.call(facts().session("a"))).tried("openai/gpt-5.2");
            assertThat(kitchen.call(facts().session("b"))).tried("anthropic/claude-sonnet-4-6");
        }
    }
}
