package dev.signalbox.test;

import static dev.signalbox.router.resilience.FailureKind.BAD_REQUEST;
import static dev.signalbox.router.resilience.FailureKind.NETWORK;
import static dev.signalbox.router.resilience.FailureKind.SERVER;
import static dev.signalbox.test.ScriptedReply.error;
import static dev.signalbox.test.ScriptedReply.text;
import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static dev.signalbox.test.SignalboxAssertions.facts;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RoutedCallAssertTests {

    private final ScriptedChatModel far = new ScriptedChatModel();
    private final ScriptedChatModel near = new ScriptedChatModel();
    private final Router router = Houses.router()
            .client(Houses.FAR, far, far.streaming())
            .client(Houses.NEAR, near, near.streaming())
            .clockwork(new FakeClockwork().clockwork())
            .build();

    @Test
    void agreesWithWhatIsSo() {
        far.reply(error(500));
        near.reply(text("hi").usage(100, 10));

        RoutedCall call = router.chat(request(), facts()).call();

        assertThatCode(() -> assertThat(call)
                        .succeeded()
                        .answeredBy("near/small")
                        .tried("far/large", "near/small")
                        .after(SERVER)
                        .usage(100, 10)
                        .cost("0.00012")
                        .decision()
                        .usedPolicy("usual"))
                .doesNotThrowAnyException();
    }

    @Test
    void agreesThatACallFailed() {
        far.always(error(500));
        near.always(error(400));

        RoutedCall call = failedCall();

        assertThatCode(() -> assertThat(call).failedWith(SERVER, BAD_REQUEST).cost("0"))
                .doesNotThrowAnyException();
        disagrees(() -> assertThat(call).failedWith(SERVER), "[server, bad request]", call);
        disagrees(() -> assertThat(call).succeeded(), "no answer", call);
        disagrees(() -> assertThat(call).answeredBy("far/large"), "none", call);
    }

    @Test
    void disagreesWithWhatIsNotSo() {
        far.reply(text("hi").usage(100, 10));

        RoutedCall call = router.chat(request(), facts()).call();

        disagrees(() -> assertThat(call).answeredBy("near/small"), "far/large", call);
        disagrees(() -> assertThat(call).failedWith(), "an answer", call);
        disagrees(() -> assertThat(call).after(NETWORK), "[]", call);
        disagrees(() -> assertThat(call).tried("near/small"), "[far/large]", call);
        disagrees(() -> assertThat(call).usage(1, 1), "100 in, 10 out", call);
        disagrees(() -> assertThat(call).cost("0.0004"), "$0.0003", call);
        disagrees(() -> assertThat(call).costUnknown(), "$0.0003", call);
    }

    @Test
    void takesNoUnknownCostForZero() {
        ScriptedChatModel model = new ScriptedChatModel();
        Router priceless = Router.builder(
                        Catalogue.of(Model.of("m", Deployment.of("a/b").build())), PolicySet.of(Policy.of("p", "m")))
                .client("a/b", model, model.streaming())
                .clockwork(new FakeClockwork().clockwork())
                .build();

        RoutedCall call = priceless.chat(request(), facts()).call();

        assertThat(call).costUnknown();
        disagrees(() -> assertThat(call).cost("0"), "unknown", call);
    }

    private RoutedCall failedCall() {
        Throwable thrown = catchThrowable(() -> router.chat(request(), facts()));
        return RoutingFailure.of(thrown).orElseThrow().call();
    }

    private static ChatRequest request() {
        return ChatRequest.builder().messages(UserMessage.from("?")).build();
    }

    private static void disagrees(ThrowingCallable assertion, String found, RoutedCall call) {
        assertThatThrownBy(assertion)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(found)
                .hasMessageContaining("after " + call.attempts().get(0))
                .hasMessageEndingWith(call.decision().explain());
    }
}
