package dev.signalbox.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.resilience.FailureKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouterCloseTests {

    private final FakeClockwork clockwork = new FakeClockwork();
    private final List<Throwable> errors = new ArrayList<>();

    @Test
    void endsAStreamThatWaitsForItsRetry() {
        ScriptedChatModel model = new ScriptedChatModel().always(ScriptedReply.error(500));
        Deployment deployment = Deployment.of("p/m").build();
        Router router = Router.builder(Catalogue.of(Model.of("m", deployment)), PolicySet.of(Policy.of("routine", "m")))
                .client("p/m", model, model.streaming())
                .clockwork(clockwork.clockwork())
                .build();
        router.streamingChatModel().chat("Hello", new StreamingChatResponseHandler() {
            @Override
            public void onCompleteResponse(ChatResponse response) {
                throw new AssertionError("a failed stream completed");
            }

            @Override
            public void onError(Throwable error) {
                errors.add(error);
            }
        });
        assertThat(clockwork.pendingTimers()).isEqualTo(1);
        assertThat(errors).isEmpty();

        router.close();

        assertThat(errors)
                .singleElement()
                .satisfies(error -> assertThat(RoutingFailure.of(error))
                        .hasValueSatisfying(
                                failure -> assertThat(failure.kind()).isEqualTo(FailureKind.CANCELLED)));
        assertThat(clockwork.pendingTimers()).isZero();
    }
}
