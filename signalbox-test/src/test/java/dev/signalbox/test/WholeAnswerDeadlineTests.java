package dev.signalbox.test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.TimeoutException;
import dev.signalbox.router.Router;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.Timeouts;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WholeAnswerDeadlineTests {

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void cutsAnAnswerShortWhenTheFakeClockReachesItsDeadline() {
        FakeClockwork time = new FakeClockwork().executor(threads);
        Gate gate = Gate.closed();
        ScriptedChatModel model =
                new ScriptedChatModel().always(ScriptedReply.text("late").heldBy(gate));
        Policy policy = Policy.of("routine", "m").toBuilder()
                .timeouts(new Timeouts(null, null, Duration.ofSeconds(3)))
                .build();
        Router router = Router.builder(
                        Catalogue.of(Model.of("m", Deployment.of("p/m").build())), PolicySet.of(policy))
                .client("p/m", model)
                .clockwork(time.clockwork())
                .build();
        Future<String> answer = threads.submit(() -> router.chatModel().chat("Hello"));
        gate.awaitArrivals(1, Duration.ofSeconds(20));

        time.advance(Duration.ofSeconds(3));

        assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(TimeoutException.class)
                .hasMessageContaining("timeout (total)");
    }
}
