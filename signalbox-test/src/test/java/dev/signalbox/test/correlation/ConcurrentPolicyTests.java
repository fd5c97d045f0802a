package dev.signalbox.test.correlation;

import static dev.signalbox.test.correlation.TestBed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.UserMessage;
import dev.signalbox.router.ModelPolicy;
import dev.signalbox.router.RoutedCalls;
import dev.signalbox.router.Router;
import dev.signalbox.test.provider.ReceivedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcurrentPolicyTests {

    private static final int THREADS = 200;

    private final TestBed bed = new TestBed();
    private final Router router = bed.router();
    private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void close() {
        executor.shutdownNow();
        bed.close();
    }

    interface Desk {

        @ModelPolicy("planning")
        String plan(@UserMessage String goal, InvocationParameters parameters);

        @ModelPolicy("routine")
        String reply(@UserMessage String text, InvocationParameters parameters);

        @ModelPolicy("routine")
        TokenStream stream(@UserMessage String text, InvocationParameters parameters);
    }

    @Test
    void manyThreadsMixingMethodsNeverMixPolicies() throws Exception {
        Desk desk = AiServices.builder(Desk.class)
                .chatModel(router.chatModel())
                .streamingChatModel(router.streamingChatModel())
                .build();
        CountDownLatch begin = new CountDownLatch(THREADS);
        List<Future<InvocationParameters>> threads = new ArrayList<>();

        for (int thread = 0; thread < THREADS; thread++) {
            String name = "thread " + thread;
            threads.add(executor.submit(() -> {
                begin.countDown();
                begin.await();
                return work(desk, name);
            }));
        }

        for (Future<InvocationParameters> thread : threads) {
            InvocationParameters parameters = thread.get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(TestBed.policies(RoutedCalls.of(parameters)))
                    .containsExactly("planning", "routine", "routine", "planning");
        }
        bed.assertTracks(2 * THREADS, 2 * THREADS);
        assertThat(texts(bed.strong.requests())).hasSize(2 * THREADS).allMatch(text -> text.startsWith("plan"));
        assertThat(texts(bed.small.requests())).hasSize(2 * THREADS).allMatch(text -> text.startsWith("reply"));
    }

    private static InvocationParameters work(Desk desk, String name) {
        InvocationParameters parameters = new InvocationParameters();
        assertThat(desk.plan("plan 1 of " + name, parameters)).isEqualTo("You said: plan 1 of " + name);
        assertThat(desk.reply("reply 1 of " + name, parameters)).isEqualTo("You said: reply 1 of " + name);
        Recording stream = Recording.of(desk.stream("reply 2 of " + name, parameters));
        assertThat(stream.response().aiMessage().text()).isEqualTo("You said: reply 2 of " + name);
        assertThat(desk.plan("plan 2 of " + name, parameters)).isEqualTo("You said: plan 2 of " + name);
        return parameters;
    }

    private static List<String> texts(List<ReceivedRequest> requests) {
        return requests.stream().map(ReceivedRequest::lastUserText).distinct().toList();
    }
}
