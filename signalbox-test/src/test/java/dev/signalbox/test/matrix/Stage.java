package dev.signalbox.test.matrix;

import static dev.signalbox.test.correlation.TestBed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.Facts;
import dev.signalbox.router.Router;
import dev.signalbox.router.RouterBuilder;
import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.event.RouterEvent.AttemptEnded;
import dev.signalbox.router.event.RouterEvent.AttemptStarted;
import dev.signalbox.router.event.RouterEvent.CallDecided;
import dev.signalbox.router.event.RouterEvent.CallEnded;
import dev.signalbox.router.event.RouterEvent.CooldownStarted;
import dev.signalbox.router.execution.SystemClockwork;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Exclusion;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.policy.Timeouts;
import dev.signalbox.router.resilience.Cooldown;
import dev.signalbox.router.resilience.CooldownSettings;
import dev.signalbox.test.correlation.Recording;
import dev.signalbox.test.correlation.Standstill;
import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A first deployment that fails, one with a smaller and one with a larger context that answer {@link #ANSWER}, and one
 * that is called with the key of the first. Two failures of one minute are enough for a failure rate.
 */
final class Stage implements AutoCloseable {

    static final String ANSWER = "the other answers";
    static final String PROMPT = "the prompt that nobody may repeat";
    static final Duration BACK_OFF = Duration.ofSeconds(40);
    static final Duration KEY_COOLDOWN = Duration.ofMinutes(20);

    static final Deployment FIRST =
            Deployment.of("first/m").contextLength(1_000).build();
    static final Deployment SAME_KEY = Deployment.of("first/sister").build();
    static final Deployment SMALLER =
            Deployment.of("smaller/m").contextLength(500).build();
    static final Deployment LARGER =
            Deployment.of("larger/m").contextLength(9_000).build();

    private static final CooldownSettings COOLDOWNS = CooldownSettings.DEFAULT.toBuilder()
            .backOff(BACK_OFF)
            .credential(KEY_COOLDOWN)
            .minCalls(2)
            .build();

    final FakeProvider first = FakeProvider.start();
    final FakeProvider smaller = FakeProvider.start().always(FakeReply.text(ANSWER));
    final FakeProvider larger = FakeProvider.start().always(FakeReply.text(ANSWER));

    private final SystemClockwork clockwork = new SystemClockwork();
    private final Queue<RouterEvent> events = new ConcurrentLinkedQueue<>();
    private final List<Recording> recordings = new ArrayList<>();
    private boolean standstill;

    /** Lets the time of its routers stand still once an attempt has failed. */
    Stage stopTimeAfterFailure() {
        standstill = true;
        return this;
    }

    /** Loads the classes of a dialect, so that no deadline runs out meanwhile. */
    static void warmUp(Track track) {
        try (Stage stage = new Stage()) {
            Stream.of(Way.values()).forEach(way -> way.ask(stage, stage.router(track)));
        }
    }

    /** All of them, in that order, without deadlines and retries. */
    Router router(Track track) {
        return router(track, policy -> policy);
    }

    Router router(Track track, UnaryOperator<Policy.PolicyBuilder> more) {
        return router(track, more, FIRST, SMALLER, LARGER);
    }

    /** The first alone. */
    Router lone(Track track) {
        return router(track, policy -> policy, FIRST);
    }

    Router router(Track track, UnaryOperator<Policy.PolicyBuilder> more, Deployment... deployments) {
        Policy.PolicyBuilder policy =
                Policy.of("routine", "m").toBuilder().retries(Retries.NONE).timeouts(Timeouts.NONE);
        Catalogue catalogue = Catalogue.of(Model.of("m", deployments), Model.of("sister", SAME_KEY));
        RouterBuilder builder = Router.builder(
                        catalogue,
                        PolicySet.of(
                                Policy.of("with-same-key", "sister"),
                                more.apply(policy).build()))
                .clockwork(clockwork.clockwork())
                .cooldowns(COOLDOWNS)
                .listener(events::add);
        if (standstill) {
            Standstill.afterFailure(builder, clockwork.clockwork());
        }
        for (Deployment deployment : catalogue.deployments()) {
            builder.client(deployment.id(), track.client(provider(deployment), deployment, clockwork.clockwork()));
        }
        return builder.build();
    }

    private FakeProvider provider(Deployment deployment) {
        return switch (deployment.provider()) {
            case "smaller" -> smaller;
            case "larger" -> larger;
            default -> first;
        };
    }

    static ChatRequest request() {
        return ChatRequest.builder().messages(UserMessage.from(PROMPT)).build();
    }

    /** Starts a stream. */
    Recording stream(Router router) {
        Recording recording = new Recording();
        recordings.add(recording);
        router.streamingChatModel().chat(request(), recording);
        return recording;
    }

    /** Nothing but this text came, and one end. */
    static void assertOnly(Recording recording, String text) {
        assertThat(recording.text()).isEqualTo(text);
        assertThat(recording.ends()).isEqualTo(1);
    }

    /** Waits until no thread has anything more to do, so that nothing can come late, and looks at the books. */
    RoutedCall onlyCall() {
        settle();
        assertThat(events(CallDecided.class)).hasSize(1);
        List<CallEnded> ended = events(CallEnded.class);
        assertThat(ended).hasSize(1);
        RoutedCall call = ended.get(0).call();
        List<Integer> numbers = call.attempts().stream().map(Attempt::number).toList();
        assertThat(events(AttemptStarted.class))
                .extracting(AttemptStarted::number)
                .isEqualTo(numbers);
        assertThat(events(AttemptEnded.class)).extracting(AttemptEnded::attempt).isEqualTo(call.attempts());
        return call;
    }

    private void settle() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (busy()) {
            assertThat(System.nanoTime()).as("time at which all has ended").isLessThan(deadline);
            Thread.onSpinWait();
        }
        assertThat(recordings).allMatch(recording -> recording.ends() == 1, "has ended once");
    }

    private boolean busy() {
        ThreadPoolExecutor threads = (ThreadPoolExecutor) clockwork.clockwork().executor();
        return threads.getActiveCount() > 0
                || events(AttemptStarted.class).size()
                        != events(AttemptEnded.class).size()
                || events(CallDecided.class).size() != events(CallEnded.class).size();
    }

    /** How many requests the two have got that answer. */
    int fallbacks() {
        return smaller.requestCount() + larger.requestCount();
    }

    /** Why the first is left out, {@code null} if it is not. */
    static @Nullable Reason exclusion(Router router) {
        return router.explain(Facts.none())
                .exclusion(FIRST.id())
                .map(Exclusion::reason)
                .orElse(null);
    }

    /** Why what is called with the key of the first is left out, {@code null} if it is not. */
    static @Nullable Reason exclusionOfItsKey(Router router) {
        return router.explain(Facts.policy("with-same-key"))
                .exclusion(SAME_KEY.id())
                .map(Exclusion::reason)
                .orElse(null);
    }

    /** The cooldowns of the first. */
    List<Cooldown> cooldowns() {
        return events(CooldownStarted.class).stream()
                .filter(event -> event.deployment().equals(FIRST))
                .map(CooldownStarted::cooldown)
                .toList();
    }

    <T extends RouterEvent> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public void close() {
        clockwork.close();
        Stream.of(first, smaller, larger).forEach(FakeProvider::close);
    }
}
