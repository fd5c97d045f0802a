package dev.signalbox.samples.quickstart;

import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static dev.signalbox.test.SignalboxAssertions.facts;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.RoutedAnswer;
import dev.signalbox.router.Router;
import dev.signalbox.router.provider.simulated.SimulatedFailureKind;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.test.SignalboxTest;
import dev.signalbox.test.Simulations;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ActiveProfiles;

@SignalboxTest
@ActiveProfiles("simulated")
class FallbackTests {

    // tag::simulations[]
    @Test
    void theHouseAnswersIfNobodyElseDoes(@Autowired Simulations simulations, @Autowired Router router) {
        simulations.fail("sim/small", SimulatedFailureKind.SERVER).answer("in-house/small", "At your service.");

        RoutedAnswer answer = router.chat(request("Good morning"), facts());

        assertThat(answer.call())
                .tried("flaky/small", "sim/small", "in-house/small")
                .after(FailureKind.RATE_LIMITED, FailureKind.SERVER);
    }
    // end::simulations[]

    private static ChatRequest request(String text) {
        return ChatRequest.builder().messages(UserMessage.from(text)).build();
    }
}
