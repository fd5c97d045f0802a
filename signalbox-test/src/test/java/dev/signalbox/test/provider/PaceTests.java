package dev.signalbox.test.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long replies take; only what cannot be shorter on a slow machine is measured. */
@Timeout(60)
class PaceTests {

    private final FakeProvider provider = FakeProvider.start();

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void slowTokensTakeTheirTime() throws Exception {
        provider.reply(FakeReply.text("one two three four five").tokensPerSecond(50));

        Duration taken = timed(() -> Clients.stream(provider, "Hello").response());

        assertThat(taken).isGreaterThanOrEqualTo(Duration.ofMillis(80));
    }

    @Test
    void plainReplyTakesAsLongAsItsStream() throws Exception {
        provider.reply(FakeReply.text("one two three four five").tokensPerSecond(50));

        Duration taken = timed(() -> Clients.model(provider).chat("Hello"));

        assertThat(taken).isGreaterThanOrEqualTo(Duration.ofMillis(80));
    }

    @Test
    void errorsCanBeDelayedToo() throws Exception {
        provider.reply(FakeReply.error(503).delay(Duration.ofMillis(60)));

        Duration taken = timed(() -> Clients.post(provider, Clients.body("any", "Hello", false)));

        assertThat(taken).isGreaterThanOrEqualTo(Duration.ofMillis(60));
    }

    @Test
    void headersComeBeforeADelayedContent() throws Exception {
        provider.reply(FakeReply.text("late").delayBeforeContent(Duration.ofHours(1)));

        try (RawClient client = new RawClient(provider)) {
            client.post(Clients.body("any", "Hello", true));

            assertThat(client.readHead()).startsWith("HTTP/1.1 200").contains("text/event-stream");
        }

        provider.awaitAborted(1, Clients.PATIENCE);
    }

    private static Duration timed(Call call) throws Exception {
        long start = System.nanoTime();
        call.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private interface Call {

        void run() throws Exception;
    }
}
