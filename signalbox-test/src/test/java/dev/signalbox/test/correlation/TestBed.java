package dev.signalbox.test.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.signalbox.router.Router;
import dev.signalbox.router.RouterBuilder;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.execution.SystemClockwork;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.provider.ApiKey;
import dev.signalbox.router.provider.OpenAiDialect;
import dev.signalbox.router.provider.ProviderSettings;
import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.ReceivedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Routers over fake providers, real HTTP between them. Its usual router has the policies {@code planning} and
 * {@code routine}; what neither of them was asked for strays to a third model, where no test of the two expects it.
 */
public final class TestBed implements AutoCloseable {

    public static final Duration PATIENCE = Duration.ofSeconds(60);

    public static final Deployment STRONG = Deployment.of("north/gpt-strong")
            .price(Price.perMillion("3.00", "15.00"))
            .build();
    public static final Deployment SMALL = Deployment.of("south/gpt-small")
            .price(Price.perMillion("0.05", "0.10"))
            .build();
    public static final Deployment STRAY = Deployment.of("east/gpt-stray").build();

    public static final Catalogue CATALOGUE = Catalogue.of(
            Model.of("strong", STRONG).withAliases("vendor/strong-1"),
            Model.of("small", SMALL),
            Model.of("stray", STRAY));
    public static final PolicySet POLICIES =
            PolicySet.of(Policy.of("planning", "strong"), Policy.of("routine", "small"), Policy.of("unnamed", "stray"));

    private final SystemClockwork clockwork = new SystemClockwork();
    private final Map<String, FakeProvider> providers = new ConcurrentHashMap<>();
    private final Queue<RouterEvent> events = new ConcurrentLinkedQueue<>();
    private final AtomicLong ahead = new AtomicLong();

    public final FakeProvider strong = provider(STRONG.provider());
    public final FakeProvider small = provider(SMALL.provider());
    public final FakeProvider stray = provider(STRAY.provider());

    /** The provider of that name. */
    public FakeProvider provider(String name) {
        return providers.computeIfAbsent(name, key -> FakeProvider.start());
    }

    public Router router() {
        return router(CATALOGUE, POLICIES, more -> {});
    }

    public Router router(Consumer<RouterBuilder> more) {
        return router(CATALOGUE, POLICIES, more);
    }

    public Router router(Catalogue catalogue, PolicySet policies, Consumer<RouterBuilder> more) {
        return router(catalogue, policies, List.of(), more);
    }

    /** A router that calls each deployment at the fake provider of the deployment's provider name. */
    public Router router(
            Catalogue catalogue, PolicySet policies, List<ChatModelListener> listeners, Consumer<RouterBuilder> more) {
        Clockwork parts = skewed(clockwork.clockwork());
        OpenAiDialect dialect = new OpenAiDialect(parts.executor(), parts.context());
        RouterBuilder builder =
                Router.builder(catalogue, policies).clockwork(parts).listener(events::add);
        for (Deployment deployment : catalogue.deployments()) {
            builder.client(deployment.id(), dialect.connect(settings(deployment.provider()), deployment, listeners));
        }
        more.accept(builder);
        return builder.build();
    }

    private Clockwork skewed(Clockwork real) {
        return new Clockwork(
                () -> real.nanos().getAsLong() + ahead.get(),
                real.sleeper(),
                real.scheduler(),
                real.executor(),
                real.context(),
                real.random());
    }

    /** Lets the routers believe that so much time has passed. */
    public void advance(Duration time) {
        ahead.addAndGet(time.toNanos());
    }

    /** Lets the time of a router stand still once an attempt has failed. */
    public void stopTimeAfterFailure(RouterBuilder router) {
        Standstill.afterFailure(router, skewed(clockwork.clockwork()));
    }

    /** Waits until the routers' threads have nothing more to do, so that nothing can come late. */
    public void settle() {
        ThreadPoolExecutor threads = (ThreadPoolExecutor) clockwork.clockwork().executor();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (threads.getActiveCount() > 0) {
            assertThat(System.nanoTime())
                    .as("time at which all threads are idle")
                    .isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** Waits until so many events of that type have come, and all have been told of the last. */
    public void await(Class<? extends RouterEvent> type, int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (events(type).size() < count) {
            assertThat(System.nanoTime())
                    .as("time at which %s %s have come", count, type.getSimpleName())
                    .isLessThan(deadline);
            Thread.onSpinWait();
        }
        settle();
    }

    private ProviderSettings settings(String provider) {
        return ProviderSettings.builder()
                .name(provider)
                .baseUrl(provider(provider).baseUrl())
                .apiKey(new ApiKey("sk-test"))
                .build();
    }

    /** Everything that has happened in the routers. */
    public List<RouterEvent> events() {
        return List.copyOf(events);
    }

    public <T extends RouterEvent> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The calls that have ended, in that order. */
    public List<RoutedCall> calls() {
        return events(RouterEvent.CallEnded.class).stream()
                .map(RouterEvent.CallEnded::call)
                .toList();
    }

    /** So many calls went by each of the two policies, and none by another, says the router and say the providers. */
    public void assertTracks(int planning, int routine) {
        assertThat(strong.requests())
                .hasSize(planning)
                .extracting(ReceivedRequest::model)
                .allMatch("gpt-strong"::equals);
        assertThat(small.requests())
                .hasSize(routine)
                .extracting(ReceivedRequest::model)
                .allMatch("gpt-small"::equals);
        assertThat(stray.requests()).isEmpty();
        assertThat(policies(calls())).filteredOn("planning"::equals).hasSize(planning);
        assertThat(policies(calls())).filteredOn("routine"::equals).hasSize(routine);
        assertThat(calls()).hasSize(planning + routine);
    }

    public static List<String> policies(List<RoutedCall> calls) {
        return calls.stream().map(call -> call.decision().policy().name()).toList();
    }

    /** Stops the timers and threads of the routers, as their shutdown does. */
    public void stop() {
        clockwork.close();
    }

    @Override
    public void close() {
        stop();
        providers.values().forEach(FakeProvider::close);
    }
}
