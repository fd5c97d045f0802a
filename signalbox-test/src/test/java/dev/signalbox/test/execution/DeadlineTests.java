package dev.signalbox.test.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.Router;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.policy.Timeouts;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

class DeadlineTests {

    private static final Duration LIMIT = Duration.ofMillis(2);

    /** Answers when the call's time is up, give or take some microseconds. */
    private static final class LastMomentModel implements ChatModel {

        private final AtomicLong calls = new AtomicLong();

        @Override
        public ChatResponse doChat(ChatRequest request) {
            long answerAt = System.nanoTime() + LIMIT.toNanos() + calls.incrementAndGet() % 40 * 5_000 - 100_000;
            while (answerAt - System.nanoTime() > 0) {
                LockSupport.parkNanos(answerAt - System.nanoTime());
            }
            return ChatResponse.builder()
                    .aiMessage(AiMessage.from("Just in time"))
                    .build();
        }
    }

    @Test
    @Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
    void aCallEndsOnceThoughItsAnswerAndItsDeadlineCoincide() {
        try (Router router = router(new LastMomentModel())) {
            for (int call = 0; call < 2_000; call++) {
                Throwable thrown = catchThrowable(() -> router.chatModel().chat("Hello"));

                assertThat(thrown)
                        .satisfiesAnyOf(
                                none -> assertThat(none).isNull(),
                                late -> assertThat(late).isInstanceOf(TimeoutException.class));
            }
        }
    }

    private static Router router(ChatModel model) {
        Deployment deployment = Deployment.of("house/last-moment")
                .capabilities(Set.of(Capability.TOOLS))
                .build();
        Policy policy = Policy.of("any", "model").toBuilder()
                .timeouts(new Timeouts(null, null, LIMIT))
                .retries(Retries.NONE)
                .build();
        return Router.builder(Catalogue.of(Model.of("model", deployment)), PolicySet.of(policy))
                .client(deployment.id(), DeploymentClient.of(model, null))
                .build();
    }
}
