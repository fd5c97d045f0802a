package dev.signalbox.samples.policies;

import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static dev.signalbox.test.SignalboxAssertions.facts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;
import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.test.FakeClockwork;
import dev.signalbox.test.provider.FakeReply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Recipes for answers that are broken, wrong or too long. */
class AnswerTests {
    private static final String WRONG = "{\"city\": \"Bergen\", \"people\": \"many\"}";
    private static final String RIGHT = "{\"city\": \"Bergen\", \"people\": 294000}";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    record City(String city, int people) {}

    interface Extraction {

        City city(String text);
    }

    @Test
    void anAnswerThatMissesItsSchemaIsAskedForElsewhere() {
        try (Kitchen kitchen = new Kitchen("structured-output")) {
            kitchen.provider("openai").reply(FakeReply.text(WRONG), FakeReply.text(RIGHT));

            City city = extraction(kitchen).city("Bergen has 294000 inhabitants.");

            assertThat(city).isEqualTo(new City("Bergen", 294_000));
            assertThat(kitchen.provider("openai").requests())
                    .extracting(request -> request.model())
                    .containsExactly("gpt-5.4-mini", "gpt-5.2");
        }
    }

    @Test
    void nobodyGetsAnAnswerThatAllGotWrong() {
        try (Kitchen kitchen = new Kitchen("structured-output")) {
            kitchen.provider("openai").always(FakeReply.text(WRONG));

            assertThatThrownBy(() -> extraction(kitchen).city("Bergen has 294000 inhabitants."))
                    .satisfies(thrown -> assertThat(
                                    RoutingFailure.of(thrown).orElseThrow().kind())
                            .isEqualTo(FailureKind.INVALID_OUTPUT));
        }
    }

    private static Extraction extraction(Kitchen kitchen) {
        return AiServices.create(Extraction.class, kitchen.router.chatModel());
    }

    @Test
    void theNextModelGoesOnInTheSameStream() throws Exception {
        try (Kitchen kitchen = new Kitchen("broken-stream", new FakeClockwork().executor(threads))) {
            kitchen.provider("openai")
                    .always(FakeReply.text("The quick brown fox").errorAfter(2, "overloaded"));
            kitchen.provider("anthropic").always(FakeReply.text("brown fox jumps."));
            StringBuffer heard = new StringBuffer();

            CompletableFuture<ChatResponse> end = kitchen.stream("Go on", heard);

            String whole = end.get(30, TimeUnit.SECONDS).aiMessage().text();
            assertThat(whole).isEqualTo("The quick brown fox jumps.").isEqualTo(heard.toString());
            assertThat(kitchen.provider("anthropic").requests().get(0).body()).contains("The quick");
        }
    }

    @Test
    void aStreamThatSaysNothingForLongCountsAsBroken() throws Exception {
        try (Kitchen kitchen = new Kitchen("broken-stream", new FakeClockwork().executor(threads))) {
            kitchen.provider("openai")
                    .always(FakeReply.text("The quick brown fox").stallAfter(2));
            kitchen.provider("anthropic").always(FakeReply.text("brown fox jumps."));
            StringBuffer heard = new StringBuffer();
            CompletableFuture<ChatResponse> end = kitchen.stream("Go on", heard);
            await().atMost(PATIENCE).until(() -> heard.toString().startsWith("The quick"));

            kitchen.time.advance(Duration.ofSeconds(19));
            assertThat(end).isNotDone();
            kitchen.time.advance(Duration.ofSeconds(1));
            await().atMost(PATIENCE).until(() -> {
                if (kitchen.provider("anthropic").requestCount() == 0) {
                    kitchen.time.advance(Duration.ofSeconds(20)); // the watch may just have been set
                }
                return end.isDone();
            });

            assertThat(end.get(30, TimeUnit.SECONDS).aiMessage().text()).isEqualTo("The quick brown fox jumps.");
        }
    }

    @Test
    void whatDoesNotFitIntoTheSmallModelGoesToTheLargeOne() {
        try (Kitchen kitchen = new Kitchen("context-window")) {
            assertThat(kitchen.call(facts())).tried("in-house/qwen3-8b");

            RoutedCall call =
                    kitchen.ask("A long report. ".repeat(10_000), facts()).call();

            assertThat(call)
                    .tried("openai/gpt-5.4-mini")
                    .decision()
                    .excluded("in-house/qwen3-8b", Reason.CONTEXT_LENGTH);
            assertThat(kitchen.provider("in-house").requestCount()).isOne();
        }
    }

    @Test
    void neitherIsLostWhatTheProviderFindsTooLong() {
        try (Kitchen kitchen = new Kitchen("context-window")) {
            kitchen.provider("in-house").always(FakeReply.error(400, "context_length_exceeded", "too long"));

            assertThat(kitchen.call(facts()))
                    .tried("in-house/qwen3-8b", "openai/gpt-5.4-mini")
                    .after(FailureKind.CONTEXT_TOO_LONG);
        }
    }
}
