package dev.signalbox.test.shadow;

import static dev.signalbox.test.correlation.TestBed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.UserMessage;
import dev.signalbox.router.Facts;
import dev.signalbox.router.RoutedCalls;
import dev.signalbox.router.Router;
import dev.signalbox.router.event.RouterEvent.CallEnded;
import dev.signalbox.router.event.RouterEvent.ShadowDropped;
import dev.signalbox.router.event.RouterEvent.ShadowEnded;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.Shadow;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.test.correlation.Heard;
import dev.signalbox.test.correlation.Recording;
import dev.signalbox.test.correlation.TestBed;
import dev.signalbox.test.provider.FakeReply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies that hang, fail or are slow at their provider, while callers go on. */
class ShadowOverHttpTests {

    private static final Duration NEVER = Duration.ofHours(1);

    private final TestBed bed = new TestBed();
    private final Heard heard = new Heard();
    private final CountDownLatch told = new CountDownLatch(1);

    interface Desk {
        String reply(@UserMessage String text, InvocationParameters facts);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private Router router(Shadow shadow) {
        Policy routine =
                Policy.of("routine", "small").toBuilder().shadow(shadow).build();
        return bed.router(
                Catalogue.of(Model.of("small", TestBed.SMALL), Model.of("strong", TestBed.STRONG)),
                PolicySet.of(Policy.of("planning", "strong"), routine),
                List.of(heard),
                more -> more.listener(event -> {
                    if (event instanceof ShadowEnded) {
                        told.countDown();
                    }
                }));
    }

    private static ChatRequest request() {
        return ShadowHouse.request("hello");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProviderThatHangsDelaysNobodyAndIsCutOff(boolean streamed) throws Exception {
        bed.strong.always(FakeReply.text("late").delay(NEVER));
        bed.small.always(FakeReply.text("at once"));
        Router router = router(new Shadow("planning", 100, Duration.ofSeconds(2), 10));

        assertThat(ask(router, streamed)).isEqualTo("at once");

        assertThat(told.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        bed.strong.awaitAborted(bed.strong.requestCount(), PATIENCE); // it may be cut off before it is sent
        ShadowEnded ended = bed.events(ShadowEnded.class).get(0);
        assertThat(ended.shadowAnswer()).isNull();
        assertThat(ended.shadow().attempts())
                .allSatisfy(attempt -> assertThat(attempt.failure().kind()).isEqualTo(FailureKind.TIMEOUT));
        assertThat(ended.original().attempts()).hasSize(1);
        assertThat(bed.calls()).hasSize(1);
    }

    private static String ask(Router router, boolean streamed) {
        if (!streamed) {
            return router.chatModel().chat(request()).aiMessage().text();
        }
        Recording recording = new Recording();
        router.streamingChatModel().chat(request(), recording);
        return recording.response().aiMessage().text();
    }

    @Test
    void listenersOfChatModelsCanTellACopy() throws Exception {
        bed.strong.always(FakeReply.text("new"));
        bed.small.always(FakeReply.text("known"));
        Router router = router(Shadow.of("planning", 100));

        ask(router, false);
        assertThat(told.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        String id = bed.calls().get(0).decision().id();
        assertThat(heard.events())
                .containsExactly(
                        "request to gpt-small",
                        "response from gpt-small",
                        "request to gpt-strong",
                        "response from gpt-strong");
        assertThat(heard.attributes().subList(0, 2)).noneMatch(with -> with.containsKey(Shadow.ATTRIBUTE));
        assertThat(heard.attributes().subList(2, 4)).allMatch(with -> id.equals(with.get(Shadow.ATTRIBUTE)));
    }

    @Test
    void anInvocationKnowsItsOwnCallsOnly() throws Exception {
        bed.strong.always(FakeReply.toolCall("weather", "{}").usage(1000, 10));
        bed.small.always(FakeReply.text("known").usage(10, 2));
        Router router = router(Shadow.of("planning", 100));
        Desk desk = AiServices.builder(Desk.class).chatModel(router.chatModel()).build();
        InvocationParameters facts = Facts.tenant("acme").asParameters();

        assertThat(desk.reply("hello", facts)).isEqualTo("known");
        assertThat(told.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        bed.settle();

        assertThat(RoutedCalls.of(facts)).singleElement().satisfies(call -> {
            assertThat(call.usage().total()).isEqualTo(12);
            assertThat(call.decision().isShadow()).isFalse();
        });
        assertThat(bed.events(ShadowEnded.class).get(0).shadow().usage().total())
                .isEqualTo(1010);
        assertThat(bed.strong.requestCount()).as("no tool is executed").isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 429, 503})
    void countsExactlyUnderLoad(int status) throws Exception {
        int threads = 16;
        int each = 25;
        bed.strong.always(status == 200 ? FakeReply.text("new").usage(7, 3) : FakeReply.error(status));
        bed.small.always(FakeReply.text("known").usage(10, 2));
        Router router = router(new Shadow("planning", 100, Duration.ofSeconds(30), 4));

        ExecutorService callers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> all = IntStream.range(0, threads)
                    .<Future<?>>mapToObj(caller -> callers.submit(() -> {
                        for (int call = 0; call < each; call++) {
                            assertThat(ask(router, call % 2 == 1)).isEqualTo("known");
                        }
                    }))
                    .toList();
            for (Future<?> caller : all) {
                caller.get();
            }
        } finally {
            callers.shutdownNow();
        }
        awaitTold(threads * each);

        List<ShadowEnded> ended = bed.events(ShadowEnded.class);
        long tried = ended.stream()
                .filter(shadow -> !shadow.shadow().attempts().isEmpty())
                .count();
        assertThat(bed.strong.requestCount()).isEqualTo((int) tried).isPositive();
        assertThat(ended)
                .filteredOn(shadow -> !shadow.shadow().attempts().isEmpty())
                .allMatch(shadow -> (shadow.shadowAnswer() != null) == (status == 200));
        assertThat(bed.events(CallEnded.class)).hasSize(threads * each);
        assertThat(bed.calls()).allMatch(call -> call.usage().total() == 12);
        assertThat(router.inFlight(TestBed.STRONG.id())).isZero();
        assertThat(router.explain(Facts.policy("planning")).chosen()).contains(TestBed.STRONG);
    }

    /** Until each copy has ended or been dropped: then there is nothing more to come. */
    private void awaitTold(int copies) {
        Predicate<TestBed> all = events -> events.events(ShadowEnded.class).size()
                        + events.events(ShadowDropped.class).size()
                == copies;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!all.test(bed)) {
            assertThat(System.nanoTime()).as("time until all copies have ended").isLessThan(deadline);
            Thread.onSpinWait();
        }
        bed.settle();
    }

    @Test
    void closingTheRouterAbortsCopies() throws Exception {
        bed.strong.always(FakeReply.text("late").delay(NEVER));
        bed.small.always(FakeReply.text("at once"));
        Router router = router(new Shadow("planning", 100, Duration.ofHours(1), 10));
        ask(router, false);
        bed.strong.awaitRequests(1, PATIENCE);

        router.close();

        bed.strong.awaitAborted(1, PATIENCE);
        bed.settle();
        assertThat(router.inFlight(TestBed.STRONG.id())).isZero();
        assertThat(bed.events(ShadowEnded.class)).isEmpty();
    }
}
