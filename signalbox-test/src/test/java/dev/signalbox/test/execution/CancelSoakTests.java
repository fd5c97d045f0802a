package dev.signalbox.test.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.signalbox.router.Router;
import dev.signalbox.router.policy.Timeouts;
import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many streams that are cancelled at their first piece: the provider sees each one close, and nothing goes on. */
class CancelSoakTests {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void leavesNothingBehind() throws Exception {
        cancels(100);
    }

    @Test
    @Tag("trials")
    void leavesNothingBehindInTheLongRun() throws Exception {
        cancels(10_000);
    }

    private static void cancels(int count) throws Exception {
        HttpRouting routing = new HttpRouting();
        ExecutorService callers = Executors.newCachedThreadPool();
        FakeReply words = FakeReply.text("one two three four");
        try (FakeProvider provider = FakeProvider.start()
                .when(request -> request.lastUserText().equals("before the headers"), words.delay(Duration.ofHours(1)))
                .when(request -> request.lastUserText().equals("before the content"), words.stallAfter(0))
                .always(words.stallAfter(2))) {
            Router router = routing.to(provider, new Timeouts(Duration.ofMinutes(2), Duration.ofMinutes(2), null));
            for (int i = 0; i < count; i++) {
                switch (i % 3) {
                    case 0 -> interrupt(router, "before the headers", provider, i, callers);
                    case 1 -> interrupt(router, "before the content", provider, i, callers);
                    default -> cancel(router);
                }
            }

            provider.awaitAborted(count, PATIENCE);

            assertThat(provider.requestCount()).isEqualTo(count);
            callers.shutdown();
            assertThat(callers.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(routing.endsWithin(PATIENCE)).isTrue();
            assertThat(router.inFlight(
                            router.catalogue().deployments().iterator().next().id()))
                    .isZero();
        } finally {
            callers.shutdownNow();
            routing.close();
        }
    }

    private static void interrupt(
            Router router, String moment, FakeProvider provider, int before, ExecutorService callers) throws Exception {
        Future<?> call = callers.submit(() -> router.chatModel().chat(moment));
        provider.awaitRequests(before + 1, PATIENCE);
        call.cancel(true);
        provider.awaitAborted(before + 1, PATIENCE);
    }

    private static void cancel(Router router) throws InterruptedException {
        CountDownLatch cancelled = new CountDownLatch(1);
        router.streamingChatModel().chat("in the middle", cancelAtFirstPiece(cancelled));
        assertThat(cancelled.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private static StreamingChatResponseHandler cancelAtFirstPiece(CountDownLatch cancelled) {
        return new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
                context.streamingHandle().cancel();
                cancelled.countDown();
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                throw new AssertionError("a cancelled stream completed");
            }

            @Override
            public void onError(Throwable error) {
                throw new AssertionError("a cancelled stream failed", error);
            }
        };
    }
}
