package dev.signalbox.test.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.policy.Timeouts;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes over the connections to a provider beside answers. */
class ConnectionTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FakeProvider provider = FakeProvider.start();
    private final HttpRouting routing = new HttpRouting();

    @AfterEach
    void close() {
        routing.close();
        provider.close();
    }

    @Test
    void retryAfterReachesTheFailureOfABlockingCall() {
        provider.always(FakeReply.rateLimited(Duration.ofSeconds(7)));
        Router router = routing.to(provider, Timeouts.NONE);

        Throwable thrown = catchThrowable(() -> router.chatModel().chat("Hello"));

        assertRateLimited(thrown, Duration.ofSeconds(7));
    }

    @Test
    void retryAfterReachesTheFailureOfABlockingCallWithADeadline() {
        provider.always(FakeReply.rateLimited(Duration.ofSeconds(7)));
        Router router = routing.to(provider, new Timeouts(null, null, PATIENCE));

        Throwable thrown = catchThrowable(() -> router.chatModel().chat("Hello"));

        assertRateLimited(thrown, Duration.ofSeconds(7));
    }

    @Test
    void retryAfterReachesTheFailureOfAStream() {
        provider.always(FakeReply.error(429)
                .header("Date", "Mon, 23 Nov 2026 12:00:00 GMT")
                .header("Retry-After", "Mon, 23 Nov 2026 12:00:09 GMT"));
        Router router = routing.to(provider, Timeouts.NONE);
        StreamRecord record = new StreamRecord();

        router.streamingChatModel().chat("Hello", record);

        assertThat(record.error()).succeedsWithin(PATIENCE);
        assertRateLimited(record.error().join(), Duration.ofSeconds(9));
    }

    private static void assertRateLimited(Throwable thrown, Duration retryAfter) {
        RoutingFailure failure = RoutingFailure.of(thrown).orElseThrow();
        Failure attempt = failure.call().attempts().get(0).failure();
        assertThat(failure.retryAfter()).contains(retryAfter);
        assertThat(attempt.kind()).isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(attempt.status()).isEqualTo(429);
        assertThat(attempt.retryAfter()).isEqualTo(retryAfter);
    }

    @Test
    void allDeploymentsOfAProviderShareItsConnections() {
        Router one = routing.to(provider, Timeouts.NONE);
        Router other = routing.to(provider, new Timeouts(null, null, PATIENCE));
        StreamRecord record = new StreamRecord();

        one.chatModel().chat("Hello");
        other.chatModel().chat("Hello");
        one.streamingChatModel().chat("Hello", record);

        assertThat(record.response()).succeedsWithin(PATIENCE);
        assertThat(provider.requestCount()).isEqualTo(3);
        assertThat(provider.connectionCount()).isEqualTo(1);
    }
}
