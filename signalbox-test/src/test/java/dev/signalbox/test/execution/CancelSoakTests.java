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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many streams that are cancelled at their first piece: the provider sees each one close, and nothing goes on. */
class CancelSoakTests {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void leavesNothingBehind() throws Exception {
        cancelsStreams(100);
    }

    @Test
    @Tag("trials")
    void leavesNothingBehindInTheLongRun() throws Exception {
        cancelsStreams(10_000);
    }

    private static void cancelsStreams(int count) throws Exception {
        HttpRouting routing = new HttpRouting();
        try (FakeProvider provider =
                FakeProvider.start().always(FakeReply.text("one two three four").stallAfter(2))) {
            Router router = routing.to(provider, new Timeouts(Duration.ofMinutes(2), Duration.ofMinutes(2), null));
            for (int i = 0; i < count; i++) {
                CountDownLatch cancelled = new CountDownLatch(1);
                router.streamingChatModel().chat("Hello", cancelAtFirstPiece(cancelled));
                assertThat(cancelled.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            }

            provider.awaitAborted(count, PATIENCE);

            assertThat(provider.requestCount()).isEqualTo(count);
            assertThat(routing.endsWithin(PATIENCE)).isTrue();
        } finally {
            routing.close();
        }
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
