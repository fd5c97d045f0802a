package dev.signalbox.router.gateway;

import dev.signalbox.router.event.RoutedCall;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;

/**
 * Measures the requests to the gateway by key, by the policy or model that they went by, and by what became of them. What
 * clients write freely is no tag, so that nobody can make tags without end.
 */
@RequiredArgsConstructor
public final class GatewayMeters implements Consumer<GatewayRequestEnded> {

    /** The timer of requests, to the end of their answers. */
    public static final String REQUESTS = "signalbox.gateway.requests";

    private static final String NONE = "none";

    private final MeterRegistry registry;

    @Override
    public void accept(GatewayRequestEnded ended) {
        RoutedCall call = ended.call();
        Timer.builder(REQUESTS)
                .description("Requests to the gateway, to the end of their answers")
                .tag("key", ended.caller())
                .tag("model", call == null ? NONE : call.decision().policy().name())
                .tag("status", Integer.toString(ended.status()))
                .tag("error", ended.error() == null ? NONE : ended.error())
                .register(registry)
                .record(ended.duration());
    }
}
