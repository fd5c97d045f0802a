package dev.signalbox.test.fallback;

import static dev.signalbox.test.correlation.TestBed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.Router;
import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.event.RouterEvent.AttemptEnded;
import dev.signalbox.router.event.RouterEvent.AttemptStarted;
import dev.signalbox.router.event.RouterEvent.CallDecided;
import dev.signalbox.router.event.RouterEvent.CallEnded;
import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.resilience.CooldownSettings;
import dev.signalbox.router.usage.Cost;
import dev.signalbox.router.usage.Usage;
import dev.signalbox.test.correlation.Recording;
import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import dev.signalbox.test.provider.ReceivedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A thousand calls, half of them streams, over two providers that fail every few requests. */
class ConcurrentFallbackTests {

    private static final int CALLS = 1000;
    private static final int THREADS = 32;

    private final TwoProviders house = new TwoProviders();
    private final ExecutorService callers = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void close() {
        callers.shutdownNow();
        house.close();
    }

    private static boolean fails(ReceivedRequest request) {
        return request.number() % 4 == 0;
    }

    /** Tokens that differ from request to request, so that none can be counted in another's place. */
    private static Usage usage(ReceivedRequest request) {
        return Usage.of(100 + request.number() % 3, 10 + request.number() % 3);
    }

    private static void script(FakeProvider provider) {
        provider.when(ConcurrentFallbackTests::fails, FakeReply.error(503));
        for (int rest = 0; rest < 3; rest++) {
            int third = rest;
            provider.when(
                    request -> request.number() % 3 == third,
                    FakeReply.text("here you are").usage(100 + third, 10 + third));
        }
    }

    private final Queue<Recording> streams = new ConcurrentLinkedQueue<>();

    private String call(Router router, int number) {
        ChatRequest request = TwoProviders.request("call " + number);
        if (number % 2 == 0) {
            return router.chatModel().chat(request).aiMessage().text();
        }
        Recording recording = new Recording();
        streams.add(recording);
        router.streamingChatModel().chat(request, recording);
        return recording.response().aiMessage().text();
    }

    @Test
    void everyCallEndsOnceAndTheBooksAgreeWithTheProvidersLogs() throws Exception {
        script(house.first);
        script(house.second);
        Retries fast = new Retries(40, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO);
        CooldownSettings patient =
                CooldownSettings.builder().minCalls(10 * CALLS).build();
        Router router = house.router(policy -> policy.retries(fast), more -> more.cooldowns(patient));

        List<Future<String>> calls = new ArrayList<>();
        for (int call = 0; call < CALLS; call++) {
            int number = call;
            calls.add(callers.submit(() -> call(router, number)));
        }
        List<String> answers = new ArrayList<>();
        for (Future<String> call : calls) {
            answers.add(call.get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS));
        }
        house.bed.settle();

        assertThat(answers).hasSize(CALLS).containsOnly("here you are");
        assertThat(streams).hasSize(CALLS / 2).extracting(Recording::ends).containsOnly(1);
        assertEventsPairUp();
        assertBooksAgree();
    }

    private void assertEventsPairUp() {
        assertThat(house.bed.events(CallDecided.class)).hasSize(CALLS);
        assertThat(house.bed.events(CallEnded.class)).hasSize(CALLS);
        assertThat(house.bed.events(CallDecided.class).stream()
                        .map(event -> event.decision().id()))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        house.calls().stream().map(call -> call.decision().id()).toList());
        List<String> started = house.bed.events(AttemptStarted.class).stream()
                .map(event -> event.decision().id() + "/" + event.number() + " " + event.deployment())
                .toList();
        List<String> ended = house.bed.events(AttemptEnded.class).stream()
                .map(event -> event.decision().id() + "/" + event.attempt().number() + " "
                        + event.attempt().deployment())
                .toList();
        assertThat(started).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(ended);
        assertThat(house.calls().stream()
                        .mapToInt(call -> call.attempts().size())
                        .sum())
                .isEqualTo(ended.size());
    }

    private void assertBooksAgree() {
        List<Attempt> attempts = house.calls().stream()
                .map(RoutedCall::attempts)
                .flatMap(List::stream)
                .toList();
        assertThat(attempts.stream().filter(Attempt::succeeded)).hasSize(CALLS);
        assertThat(attempts).hasSize(house.first.requestCount() + house.second.requestCount());
        assertThat(attempts.stream().filter(attempt -> !attempt.succeeded()))
                .hasSize((int) received().filter(ConcurrentFallbackTests::fails).count());

        Usage used = house.calls().stream().map(RoutedCall::usage).reduce(Usage.NONE, Usage::plus);
        assertThat(used).isEqualTo(counted(house.first).plus(counted(house.second)));
        Cost cost = house.calls().stream().map(RoutedCall::cost).reduce(Cost.ZERO, Cost::plus);
        assertThat(cost)
                .isEqualTo(Cost.of(counted(house.first), TwoProviders.FIRST.price())
                        .plus(Cost.of(counted(house.second), TwoProviders.SECOND.price())));
    }

    private Stream<ReceivedRequest> received() {
        return Stream.concat(house.first.requests().stream(), house.second.requests().stream());
    }

    private static Usage counted(FakeProvider provider) {
        return provider.requests().stream()
                .filter(request -> !fails(request))
                .map(ConcurrentFallbackTests::usage)
                .reduce(Usage.NONE, Usage::plus);
    }
}
