package dev.signalbox.test.observe;

import static dev.signalbox.test.correlation.TestBed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.signalbox.router.Router;
import dev.signalbox.router.observe.AttemptObservationContext;
import dev.signalbox.router.observe.CallObservationContext;
import dev.signalbox.router.observe.DefaultAttemptObservationConvention;
import dev.signalbox.router.observe.RouterObservations;
import dev.signalbox.router.policy.Hedge;
import dev.signalbox.router.policy.Timeouts;
import dev.signalbox.test.correlation.Recording;
import dev.signalbox.test.provider.FakeReply;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What tracing gets to see of calls and attempts. */
class ObservationTests {

    private static final Duration NEVER = Duration.ofHours(1);

    private final ObservedHouse house = new ObservedHouse();
    private final ObservationRegistry registry = ObservationRegistry.create();
    private final StoppedObservations seen = new StoppedObservations();

    ObservationTests() {
        registry.observationConfig().observationHandler(seen);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private RouterObservations observations() {
        return new RouterObservations(registry, null, null, new RouterObservations.Settings(false, true));
    }

    private static Map<String, String> attributes(Observation.Context context) {
        return context.getAllKeyValues().stream().collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
    }

    @Test
    void aCallIsAChildOfWhatItsCallerObservesAndItsAttemptsAreItsChildren() {
        house.first.reply(FakeReply.rateLimited(Duration.ofMinutes(1)));
        house.second.reply(FakeReply.error(500));
        house.spare.reply(FakeReply.text("done").usage(20, 3));
        Router router = house.router(observations());
        Observation caller = Observation.createNotStarted("caller", registry);

        caller.observe(() -> router.chatModel().chat(ObservedHouse.request()));

        assertThat(seen.names()).containsExactly("chat gpt-1", "chat gpt-2", "chat llama", "route desk", "caller");
        assertThat(seen.attempts()).allMatch(attempt -> attempt.getParentObservation() == seen.startedCall());
        assertThat(seen.call().getParentObservation()).isSameAs(caller);
        assertThat(registry.getCurrentObservation()).isNull();
    }

    @Test
    void anAttemptHasTheNamesOfOpenTelemetry() {
        house.first.reply(FakeReply.text("done")
                .usage(20, 9)
                .cachedTokens(12)
                .reasoningTokens(5)
                .model("gpt-1-2026-01-01"));
        Router router = house.router(observations());

        router.chatModel().chat(ObservedHouse.request());

        assertThat(attributes(seen.attempts().get(0)))
                .containsEntry("gen_ai.operation.name", "chat")
                .containsEntry("gen_ai.provider.name", "first")
                .containsEntry("gen_ai.request.model", "gpt-1")
                .containsEntry("gen_ai.request.stream", "false")
                .containsEntry("gen_ai.request.temperature", "0.5")
                .containsEntry("gen_ai.response.model", "gpt-1-2026-01-01")
                .containsEntry("gen_ai.response.finish_reasons", "[\"stop\"]")
                .containsEntry("gen_ai.usage.input_tokens", "20")
                .containsEntry("gen_ai.usage.output_tokens", "9")
                .containsEntry("gen_ai.usage.cache_read.input_tokens", "12")
                .containsEntry("gen_ai.usage.reasoning.output_tokens", "5")
                .containsEntry("server.address", "127.0.0.1")
                .containsEntry("server.port", String.valueOf(house.first.port()))
                .containsEntry("signalbox.policy", "desk")
                .containsEntry("signalbox.model", "main")
                .containsEntry("signalbox.deployment", "first/gpt-1")
                .containsEntry("signalbox.attempt.number", "1")
                .containsEntry("signalbox.attempt.kind", "first")
                .containsEntry("signalbox.outcome", "success")
                .containsEntry("signalbox.cost", "0.000112000000")
                .containsKey("gen_ai.response.id")
                .doesNotContainKeys("error.type", "gen_ai.response.time_to_first_chunk");
    }

    @Test
    void aCallHasItsDecisionAndWhatCameOfIt() {
        house.first.reply(FakeReply.error(500));
        house.second.reply(FakeReply.text("done").usage(20, 3));
        Router router = house.router(observations());

        router.policy("desk").chat(ObservedHouse.request());

        assertThat(attributes(seen.call()))
                .containsEntry("signalbox.policy", "desk")
                .containsEntry("signalbox.policy.source", "bound-model")
                .containsEntry("signalbox.candidates", "first/gpt-1, second/gpt-2, spare/llama")
                .containsEntry("signalbox.deployment", "second/gpt-2")
                .containsEntry("signalbox.attempts", "2")
                .containsEntry("signalbox.outcome", "success")
                .containsEntry("signalbox.usage.input_tokens", "20")
                .doesNotContainKeys("error.type", "gen_ai.usage.input_tokens", "signalbox.rule");
        assertThat(seen.call().getError()).isNull();
        assertThat(seen.attempts())
                .extracting(attempt -> attributes(attempt).get("signalbox.attempt.kind"))
                .containsExactly("first", "retry");
        assertThat(attributes(seen.attempts().get(0)))
                .containsEntry("error.type", "server")
                .containsEntry("http.response.status_code", "500")
                .containsEntry("signalbox.outcome", "failure");
        assertThat(seen.attempts().get(0).getError()).isNotNull();
    }

    @Test
    void aCallThatFailsIsAnError() {
        house.first.always(FakeReply.error(400, "invalid_request", "about " + ObservedHouse.PROMPT));
        Router router = house.router(observations());

        assertThatThrownBy(() -> router.chatModel().chat(ObservedHouse.request()))
                .isInstanceOf(RuntimeException.class);

        assertThat(attributes(seen.call()))
                .containsEntry("error.type", "bad-request")
                .containsEntry("signalbox.outcome", "failure")
                .doesNotContainKey("signalbox.deployment");
        assertThat(seen.call().getError()).isNotNull().hasNoCause().hasMessageContaining("400");
        assertThat(seen.call().getError().getMessage()).doesNotContain(ObservedHouse.PROMPT);
    }

    @Test
    void theLoserOfAHedgeIsNoError() {
        house.first.always(FakeReply.text("late").delay(NEVER));
        house.second.when(request -> house.first.awaitRequests(1, PATIENCE) != null, FakeReply.text("in time"));
        Router router = house.router(
                observations(), policy -> policy.hedge(new Hedge(Duration.ofMillis(50), null, 1)), List.of());

        router.chatModel().chat(ObservedHouse.request());

        house.first.awaitAborted(1, PATIENCE);
        house.bed.settle();
        assertThat(seen.attempts())
                .extracting(attempt -> attributes(attempt).get("signalbox.attempt.kind"))
                .containsExactlyInAnyOrder("first", "hedge");
        assertThat(seen.attempts())
                .extracting(attempt -> attributes(attempt).get("signalbox.outcome"))
                .containsExactlyInAnyOrder("cancelled", "success");
        assertThat(seen.all()).allMatch(context -> context.getError() == null);
        assertThat(seen.open()).isZero();
    }

    @Test
    void aStreamTellsItsTimeToTheFirstChunk() {
        house.first.reply(FakeReply.text("piece by piece"));
        Router router = house.router(observations());

        ObservedHouse.stream(router).response();

        house.bed.settle();
        assertThat(attributes(seen.attempts().get(0)))
                .containsEntry("gen_ai.request.stream", "true")
                .hasEntrySatisfying(
                        "gen_ai.response.time_to_first_chunk",
                        seconds -> assertThat(Double.parseDouble(seconds)).isPositive());
    }

    @Test
    void aStreamThatItsCallerCancelsIsStoppedOnceAndNoError() {
        house.first.reply(FakeReply.text("one two three").stallAfter(2));
        Router router = house.router(observations());
        Cancelling caller = new Cancelling();

        router.streamingChatModel().chat(ObservedHouse.request(), caller);

        house.first.awaitAborted(1, PATIENCE);
        house.bed.settle();
        assertThat(seen.names()).containsExactly("chat gpt-1", "route desk");
        assertThat(attributes(seen.call())).containsEntry("signalbox.outcome", "cancelled");
        assertThat(seen.all()).allMatch(context -> context.getError() == null);
        assertThat(seen.open()).isZero();
    }

    @Test
    void anAttemptThatRunsIntoItsDeadlineIsStoppedOnceAndAnError() {
        house.first.always(FakeReply.text("late").delay(NEVER));
        house.second.always(FakeReply.text("in time"));
        Timeouts firstToken = new Timeouts(Duration.ofSeconds(2), null, null);
        Router router = house.router(
                observations(), policy -> policy.timeouts(firstToken), List.of(), house.bed::stopTimeAfterFailure);

        Recording recording = ObservedHouse.stream(router);

        recording.response();
        house.bed.settle();
        assertThat(seen.names()).containsExactly("chat gpt-1", "chat gpt-2", "route desk");
        assertThat(attributes(seen.attempts().get(0))).containsEntry("error.type", "timeout");
        assertThat(seen.open()).isZero();
    }

    @Test
    void whileARequestIsSentItsAttemptIsWhatTheThreadObserves() {
        List<String> current = new CopyOnWriteArrayList<>();
        ChatModelListener listener = new ChatModelListener() {
            @Override
            public void onRequest(ChatModelRequestContext request) {
                Observation observation = registry.getCurrentObservation();
                current.add(
                        observation == null
                                ? "nothing"
                                : observation.getContext().getName());
            }
        };
        Router router = house.router(observations(), policy -> policy, List.of(listener));

        router.chatModel().chat(ObservedHouse.request());
        ObservedHouse.stream(router).response();

        assertThat(current).containsExactly("signalbox.attempt", "signalbox.attempt");
        assertThat(registry.getCurrentObservation()).isNull();
    }

    @Test
    void nothingThatIsSaidIsShownUnasked() {
        house.first.always(FakeReply.error(500, "broken", "cannot say " + ObservedHouse.PROMPT + " sk-test"));
        house.second.always(FakeReply.text(ObservedHouse.ANSWER));
        Router router = house.router(observations());

        router.chatModel().chat(ObservedHouse.request());
        ObservedHouse.stream(router).response();

        house.bed.settle();
        assertThat(seen.everything())
                .contains("gpt-2")
                .doesNotContain("nobody may see")
                .doesNotContain("sk-test");
    }

    @Test
    void whatIsSaidIsShownWhereTheApplicationAsksForIt() {
        house.first.reply(FakeReply.text(ObservedHouse.ANSWER));
        Router router =
                house.router(new RouterObservations(registry, null, null, new RouterObservations.Settings(true, true)));

        router.chatModel().chat(ObservedHouse.request());

        assertThat(attributes(seen.attempts().get(0)))
                .containsEntry(
                        "gen_ai.system_instructions",
                        "[{\"type\":\"text\",\"content\":\"" + ObservedHouse.INSTRUCTIONS + "\"}]")
                .containsEntry(
                        "gen_ai.input.messages",
                        "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"" + ObservedHouse.PROMPT
                                + "\"}]}]")
                .containsEntry(
                        "gen_ai.output.messages",
                        "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"" + ObservedHouse.ANSWER
                                + "\"}],\"finish_reason\":\"stop\"}]");
        assertThat(seen.everything()).doesNotContain("sk-test");
    }

    @Test
    void anOwnConventionTakesThePlaceOfOurs() {
        DefaultAttemptObservationConvention own = new DefaultAttemptObservationConvention() {
            @Override
            public String getContextualName(AttemptObservationContext context) {
                return "ask " + context.candidate().deployment().id();
            }

            @Override
            public KeyValues getHighCardinalityKeyValues(AttemptObservationContext context) {
                return KeyValues.of("number", String.valueOf(context.number()));
            }
        };
        Router router =
                house.router(new RouterObservations(registry, null, own, new RouterObservations.Settings(false, true)));

        router.chatModel().chat(ObservedHouse.request());

        assertThat(seen.names()).containsExactly("ask first/gpt-1", "route desk");
        assertThat(attributes(seen.attempts().get(0))).containsEntry("number", "1");
    }

    @Test
    void withoutAnyHandlerNothingIsKept() {
        Router router = house.router(new RouterObservations(
                ObservationRegistry.create(), null, null, new RouterObservations.Settings(true, true)));

        router.chatModel().chat(ObservedHouse.request());

        assertThat(seen.all()).isEmpty();
    }

    @Test
    void contextsTellWhatIsKnown() {
        Router router = house.router(observations());

        router.chatModel().chat(ObservedHouse.request());

        CallObservationContext call = seen.call();
        AttemptObservationContext attempt = seen.attempts().get(0);
        assertThat(call.call().attempts()).containsExactly(attempt.attempt());
        assertThat(attempt.decision()).isSameAs(call.decision());
        assertThat(attempt.request().temperature()).isEqualTo(0.5);
        assertThat(attempt.response().aiMessage().text()).startsWith("You said");
    }
}
