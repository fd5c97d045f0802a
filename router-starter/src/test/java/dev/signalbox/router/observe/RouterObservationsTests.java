package dev.signalbox.router.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.Facts;
import dev.signalbox.router.Router;
import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.AttemptKind;
import dev.signalbox.router.event.AttemptScope;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.event.RouterEvent.AttemptEnded;
import dev.signalbox.router.event.RouterEvent.AttemptStarted;
import dev.signalbox.router.event.RouterEvent.CallDecided;
import dev.signalbox.router.event.RouterEvent.CallEnded;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.router.usage.Cost;
import dev.signalbox.router.usage.Usage;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever the order in which threads tell of an attempt, what was started is stopped, and once. */
class RouterObservationsTests {

    private final ObservationRegistry registry = ObservationRegistry.create();
    private final List<String> heard = new ArrayList<>();
    private final RouterObservations observations =
            new RouterObservations(registry, null, null, new RouterObservations.Settings(false, true));
    private final Decision decision = decision();

    RouterObservationsTests() {
        registry.observationConfig().observationHandler(new ObservationHandler<Observation.Context>() {
            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }

            @Override
            public void onStart(Observation.Context context) {
                heard.add("start " + context.getName());
            }

            @Override
            public void onStop(Observation.Context context) {
                heard.add("stop " + context.getName());
            }
        });
    }

    private static Decision decision() {
        ChatModel none = new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                throw new IllegalStateException("never called");
            }
        };
        Catalogue catalogue = Catalogue.of(Model.of("m", Deployment.of("x/y").build()));
        try (Router router = Router.builder(catalogue, PolicySet.of(Policy.of("p", "m")))
                .client("x/y", none)
                .build()) {
            return router.explain(Facts.none());
        }
    }

    private AttemptStarted started(int number) {
        ChatRequest request =
                ChatRequest.builder().messages(UserMessage.from("hello")).build();
        return new AttemptStarted(
                decision, number, AttemptKind.FIRST, decision.candidates().get(0), request);
    }

    private AttemptEnded ended(int number) {
        return new AttemptEnded(decision, attempt(number), null);
    }

    private Attempt attempt(int number) {
        return Attempt.builder()
                .number(number)
                .kind(AttemptKind.FIRST)
                .model("m")
                .deployment(decision.candidates().get(0).deployment())
                .failure(Failure.of(FailureKind.CANCELLED, "cancelled by the caller"))
                .duration(Duration.ZERO)
                .usage(Usage.NONE)
                .cost(Cost.ZERO)
                .build();
    }

    private CallEnded callEnded() {
        return new CallEnded(new RoutedCall(decision, List.of(attempt(1)), null, Duration.ZERO));
    }

    @Test
    void anAttemptThatEndsBeforeItsStartIsToldIsNotObserved() {
        observations.on(new CallDecided(decision));
        observations.on(ended(1));
        observations.on(started(1));
        AttemptScope scope = observations.sending(decision, 1);
        observations.on(callEnded());

        assertThat(scope).isSameAs(AttemptScope.NONE);
        assertThat(heard).containsExactly("start signalbox.call", "stop signalbox.call");
    }

    @Test
    void anAttemptWhoseStartIsToldAfterTheCallIsNotObserved() {
        observations.on(new CallDecided(decision));
        observations.on(callEnded());
        observations.on(started(1));
        observations.on(ended(1));

        assertThat(heard).containsExactly("start signalbox.call", "stop signalbox.call");
    }

    @Test
    void anAttemptThatEndsTwiceIsStoppedOnce() {
        observations.on(new CallDecided(decision));
        observations.on(started(1));
        observations.on(ended(1));
        observations.on(ended(1));
        observations.on(callEnded());
        observations.on(callEnded());

        assertThat(heard)
                .containsExactly(
                        "start signalbox.call",
                        "start signalbox.attempt",
                        "stop signalbox.attempt",
                        "stop signalbox.call");
    }

    @Test
    void theEndOfACallStopsWhatIsLeftOfIt() {
        observations.on(new CallDecided(decision));
        observations.on(started(1));
        observations.on(callEnded());

        assertThat(heard).endsWith("stop signalbox.attempt", "stop signalbox.call");
    }

    @Test
    void callsWithEqualDecisionsAreToldApart() {
        Decision equal = new Decision(
                decision.id(),
                decision.facts(),
                decision.selection(),
                decision.guards(),
                decision.candidates(),
                decision.exclusions(),
                decision.staysWith());

        observations.on(new CallDecided(decision));
        observations.on(new CallDecided(equal));
        observations.on(callEnded());

        assertThat(equal).isEqualTo(decision);
        assertThat(heard).containsExactly("start signalbox.call", "start signalbox.call", "stop signalbox.call");
    }

    @Test
    void eventsAsTextHoldNothingThatWasSaid() {
        assertThat(started(1)).asString().contains("x/y").doesNotContain("hello");
        assertThat(ended(1)).asString().contains("cancelled");
    }
}
