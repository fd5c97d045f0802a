package dev.signalbox.router.provider.simulated;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.execution.Exchange;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** One call under way. Its outcome is decided; what remains is to take the time, and to fail if it must. */
@RequiredArgsConstructor
final class SimulatedCall {

    private final Scenario scenario;
    private final Pace pace;
    private final @Nullable Exchange exchange;

    /** A call that begins now, within the attempt that this thread is starting. */
    static SimulatedCall begin(Scenario scenario, Pace pace) {
        Exchange exchange = Exchange.current();
        if (exchange != null) {
            exchange.onAbort(pace::abort);
        }
        return new SimulatedCall(scenario, pace, exchange);
    }

    Pace pace() {
        return pace;
    }

    ChatResponse response() {
        return scenario.response();
    }

    /** Returns when the answer begins. */
    void awaitBegin() {
        pace.await(scenario.latency());
        SimulatedFailure failure = scenario.failure();
        int status = failure == null ? 200 : failure.kind().status();
        if (exchange != null && status > 0) {
            exchange.responded(status, failure == null ? null : failure.retryAfter());
        }
        if (failure != null && status != 200) {
            throw failure.kind().exception();
        }
    }

    /** Returns when so many tokens of the answer have been made. */
    void awaitTokens(int tokens) {
        Integer cut = scenario.cutAfter();
        int made = cut == null ? tokens : Math.min(tokens, cut);
        pace.await(scenario.latency().plus(timeFor(made)));
        if (cut != null && made == cut) {
            throw SimulatedFailureKind.CUT.exception();
        }
    }

    private Duration timeFor(int tokens) {
        int speed = scenario.tokensPerSecond();
        return speed == 0 ? Duration.ZERO : Duration.ofNanos(TimeUnit.SECONDS.toNanos(tokens) / speed);
    }

    /** Returns when the answer is whole. */
    void awaitEnd() {
        awaitTokens(scenario.tokens());
        if (scenario.cutAfter() != null) {
            throw SimulatedFailureKind.CUT.exception();
        }
    }
}
