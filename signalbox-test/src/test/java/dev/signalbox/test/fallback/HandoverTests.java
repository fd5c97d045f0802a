package dev.signalbox.test.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.service.AiServices;
import dev.signalbox.router.Router;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.execution.SystemClockwork;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.test.matrix.Track;
import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The deployment of a tool loop dies between two rounds, and another takes over, mostly in another dialect. */
class HandoverTests {

    interface Desk {

        String ask(String question);
    }

    static final class Weather {

        @Tool("The weather of a city")
        String weather(@P("city") String city) {
            return "rain in " + city;
        }
    }

    private static final Deployment FIRST = Deployment.of("first/m").build();
    private static final Deployment SECOND = Deployment.of("second/m").build();

    private final FakeProvider first = FakeProvider.start();
    private final FakeProvider second = FakeProvider.start();
    private final SystemClockwork clockwork = new SystemClockwork();
    private final Queue<RouterEvent> events = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        clockwork.close();
        first.close();
        second.close();
    }

    static Stream<Arguments> pairs() {
        return Stream.of(Track.values())
                .flatMap(from -> Stream.of(Track.values()).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest(name = "from {0} to {1}")
    @MethodSource("pairs")
    void theOtherUnderstandsWhatWasSaidSoFar(Track from, Track to) {
        first.reply(FakeReply.toolCall("weather", "{\"city\": \"Bergen\"}")
                        .andToolCall("weather", "{\"city\": \"Oslo\"}")
                        .thinking("Two cities.", "c2lnbmVk"))
                .always(FakeReply.error(503));
        second.always(FakeReply.text("Take an umbrella."));

        String answer = desk(from, to).ask("What is the weather in Bergen and Oslo?");

        assertThat(answer).isEqualTo("Take an umbrella.");
        assertThat(calls()).hasSize(2);
        assertThat(calls().get(1).decision().staysWith()).isEqualTo("first/m");
        String sent = second.requests().get(0).body();
        assertThat(sent).contains("rain in Bergen", "rain in Oslo").doesNotContain("c2lnbmVk", "Two cities.");
        if (to != Track.OLLAMA && to != Track.GOOGLE_AI_GEMINI) {
            assertThat(sent.split("call00000", -1)).hasSize(3); // once with the call, once with its result
            assertThat(sent.split("call00001", -1)).hasSize(3);
        }
    }

    private Desk desk(Track from, Track to) {
        Router router = Router.builder(
                        Catalogue.of(Model.of("m", FIRST, SECOND)), PolicySet.of(Policy.of("routine", "m")))
                .client("first/m", from.client(first, FIRST, clockwork.clockwork()))
                .client("second/m", to.client(second, SECOND, clockwork.clockwork()))
                .clockwork(clockwork.clockwork())
                .listener(events::add)
                .build();
        return AiServices.builder(Desk.class)
                .chatModel(router.chatModel())
                .tools(new Weather())
                .build();
    }

    private List<RoutedCall> calls() {
        return events.stream()
                .filter(RouterEvent.CallEnded.class::isInstance)
                .map(RouterEvent.CallEnded.class::cast)
                .map(RouterEvent.CallEnded::call)
                .toList();
    }
}
