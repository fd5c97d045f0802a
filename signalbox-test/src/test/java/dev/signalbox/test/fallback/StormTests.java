package dev.signalbox.test.fallback;

import static dev.signalbox.test.correlation.TestBed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.Router;
import dev.signalbox.router.RouterBuilder;
import dev.signalbox.router.RoutingChatRequestParameters;
import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.event.RouterEvent.AttemptEnded;
import dev.signalbox.router.event.RouterEvent.AttemptStarted;
import dev.signalbox.router.event.RouterEvent.CallDecided;
import dev.signalbox.router.event.RouterEvent.CallEnded;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.execution.SystemClockwork;
import dev.signalbox.router.limit.Bucket4jRateLimiter;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Limits;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.Fallbacks;
import dev.signalbox.router.policy.Fallbacks.BrokenStream;
import dev.signalbox.router.policy.Fallbacks.InvalidOutput;
import dev.signalbox.router.policy.Hedge;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.policy.Timeouts;
import dev.signalbox.router.resilience.CooldownSettings;
import dev.signalbox.router.usage.Cost;
import dev.signalbox.router.usage.Usage;
import dev.signalbox.test.correlation.Recording;
import dev.signalbox.test.matrix.Track;
import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A thousand calls at once, half of them streams, by four policies over four providers of four dialects that fail in many
 * ways: each call ends once, the books add up, and nothing is left over.
 */
class StormTests {

    private static final int CALLS = 1_000;
    private static final List<String> POLICIES = List.of("steady", "hedged", "quickest", "spread");

    private final SystemClockwork system = new SystemClockwork();
    private final Clockwork clockwork = system.clockwork();
    private final ExecutorService callers = Executors.newFixedThreadPool(64);
    private final Queue<RouterEvent> events = new ConcurrentLinkedQueue<>();
    private final Queue<Recording> streams = new ConcurrentLinkedQueue<>();
    private final Map<Track, FakeProvider> providers = new TreeMap<>();

    @AfterEach
    void close() {
        callers.shutdownNow();
        system.close();
        providers.values().forEach(FakeProvider::close);
    }

    @Test
    void everyCallEndsOnceAndNothingIsLeftOver() throws Exception {
        Router router = router();

        List<Future<Boolean>> calls = new ArrayList<>();
        for (int call = 0; call < CALLS; call++) {
            int number = call;
            calls.add(callers.submit(() -> answered(router, number)));
        }
        int answered = 0;
        for (Future<Boolean> call : calls) {
            answered += call.get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS) ? 1 : 0;
        }
        settle();

        assertThat(answered).isPositive();
        assertEachEndedOnce(answered);
        assertBooksAddUp();
        assertNothingIsLeftOver(router);
    }

    private boolean answered(Router router, int number) {
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("call " + number))
                .parameters(RoutingChatRequestParameters.builder()
                        .policy(POLICIES.get(number % POLICIES.size()))
                        .build())
                .build();
        try {
            if (number / POLICIES.size() % 2 == 0) {
                return router.chatModel().chat(request) != null;
            }
            Recording recording = new Recording();
            streams.add(recording);
            router.streamingChatModel().chat(request, recording);
            return recording.outcome() != null;
        } catch (RuntimeException failed) {
            return false;
        }
    }

    private void assertEachEndedOnce(int answered) {
        assertThat(events(CallDecided.class)).hasSize(CALLS);
        assertThat(ids(events(CallEnded.class), event -> event.call().decision().id()))
                .doesNotHaveDuplicates()
                .hasSize(CALLS);
        assertThat(streams).hasSize(CALLS / 2).extracting(Recording::ends).containsOnly(1);
        assertThat(calls().stream().filter(RoutedCall::succeeded)).hasSize(answered);
        assertThat(ids(events(AttemptStarted.class), event -> event.decision().id() + "/" + event.number()))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(ids(
                        events(AttemptEnded.class),
                        event -> event.decision().id() + "/" + event.attempt().number()));
    }

    private void assertBooksAddUp() {
        List<Attempt> heard =
                events(AttemptEnded.class).stream().map(AttemptEnded::attempt).toList();
        List<Attempt> kept =
                calls().stream().flatMap(call -> call.attempts().stream()).toList();
        assertThat(kept).containsExactlyInAnyOrderElementsOf(heard);
        assertThat(calls().stream().map(RoutedCall::usage).reduce(Usage.NONE, Usage::plus))
                .isEqualTo(heard.stream().map(Attempt::usage).reduce(Usage.NONE, Usage::plus));
        assertThat(calls().stream().map(RoutedCall::cost).reduce(Cost.ZERO, Cost::plus))
                .isEqualTo(heard.stream()
                        .map(attempt ->
                                Cost.of(attempt.usage(), attempt.deployment().price()))
                        .reduce(Cost.ZERO, Cost::plus));
        assertThat(heard.stream().filter(Attempt::succeeded).map(Attempt::usage))
                .allMatch(StormTests::isReported);
        int requests =
                providers.values().stream().mapToInt(FakeProvider::requestCount).sum();
        assertThat(requests).isLessThanOrEqualTo(heard.size()).isPositive();
    }

    /** What the providers report of each answer. */
    private static boolean isReported(Usage usage) {
        return usage.estimated() || usage.input() == 100 && usage.output() == 10;
    }

    private void assertNothingIsLeftOver(Router router) {
        router.catalogue()
                .deployments()
                .forEach(deployment -> assertThat(router.inFlight(deployment.id()))
                        .as(deployment.id())
                        .isZero());
        providers.values().forEach(provider -> provider.clear().always(FakeReply.text("calm")));
        for (String policy : POLICIES) {
            assertThat(router.policy(policy).chat("Is it over?")).isEqualTo("calm");
        }
    }

    /** Until the threads are idle and no timer is left; a timer that fires may need a thread once more. */
    private void settle() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (busy()) {
            assertThat(System.nanoTime()).as("time at which all has ended").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private boolean busy() {
        ScheduledThreadPoolExecutor timers = (ScheduledThreadPoolExecutor) clockwork.scheduler();
        return !timers.getQueue().isEmpty()
                || timers.getActiveCount() > 0
                || ((ThreadPoolExecutor) clockwork.executor()).getActiveCount() > 0
                || !timers.getQueue().isEmpty(); // what ran may have set one
    }

    private Router router() {
        Limits narrow = new Limits(40, 100_000, null);
        List<Deployment> deployments = Stream.of(Track.OPENAI, Track.ANTHROPIC, Track.MISTRAL_AI, Track.OLLAMA)
                .map(track -> Deployment.of(track + "/m")
                        .price(Price.perMillion("1.00", "3.00"))
                        .limits(track == Track.OPENAI ? narrow : Limits.NONE)
                        .build())
                .toList();
        Retries patient = new Retries(10, Duration.ofMillis(2), Duration.ofMillis(50), Duration.ofSeconds(5));
        Fallbacks go = new Fallbacks(Set.of(), InvalidOutput.PASS, BrokenStream.CONTINUE);
        Timeouts timeouts = new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(30));
        Policy base = Policy.of("steady", "m").toBuilder().retries(patient).build();
        RouterBuilder builder = Router.builder(
                        Catalogue.of(new Model("m", List.of(), deployments)),
                        PolicySet.of(
                                base,
                                base.toBuilder()
                                        .name("hedged")
                                        .strategy("least-busy")
                                        .hedge(new Hedge(Duration.ofMillis(30), null, 1))
                                        .timeouts(timeouts)
                                        .build(),
                                base.toBuilder()
                                        .name("quickest")
                                        .strategy("lowest-latency")
                                        .fallbacks(go)
                                        .build(),
                                base.toBuilder()
                                        .name("spread")
                                        .strategy("weighted")
                                        .sticky(Duration.ofMinutes(1))
                                        .build()))
                .clockwork(clockwork)
                .cooldowns(CooldownSettings.builder()
                        .backOff(Duration.ofMillis(20))
                        .maxBackOff(Duration.ofMillis(200))
                        .build())
                .rateLimiter(new Bucket4jRateLimiter(clockwork.nanos()))
                .listener(events::add);
        for (Deployment deployment : deployments) {
            Track track = Stream.of(Track.values())
                    .filter(one -> one.toString().equals(deployment.provider()))
                    .findFirst()
                    .orElseThrow();
            FakeProvider provider = providers.computeIfAbsent(track, key -> failing(FakeProvider.start()));
            builder.client(deployment.id(), track.client(provider, deployment, clockwork));
        }
        return builder.build();
    }

    private static FakeProvider failing(FakeProvider provider) {
        FakeReply answer = FakeReply.text("here you are, as promised").usage(100, 10);
        return provider.when(request -> request.number() % 7 == 0, FakeReply.error(503))
                .when(request -> request.number() % 11 == 0, FakeReply.rateLimited(Duration.ZERO))
                .when(request -> request.number() % 13 == 0, FakeReply.hangUp())
                .when(request -> request.number() % 17 == 0, answer.noFinish())
                .when(request -> request.number() % 19 == 0, answer.errorAfter(2, "overloaded"))
                .when(request -> request.number() % 23 == 0, answer.delay(Duration.ofMillis(200)))
                .when(request -> request.number() % 29 == 0, FakeReply.empty().usage(100, 10))
                .always(answer);
    }

    private List<RoutedCall> calls() {
        return events(CallEnded.class).stream().map(CallEnded::call).toList();
    }

    private <T extends RouterEvent> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static <T> List<String> ids(List<T> all, Function<T, String> id) {
        return all.stream().map(id).collect(Collectors.toList());
    }
}
