package dev.signalbox.test.execution;

import dev.signalbox.router.Router;
import dev.signalbox.router.RouterBuilder;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.policy.Timeouts;
import dev.signalbox.router.provider.OpenAiDialect;
import dev.signalbox.router.provider.ProviderSettings;
import dev.signalbox.test.correlation.Standstill;
import dev.signalbox.test.provider.FakeProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Routers that call one model of a fake provider, whose threads can be watched, and whose time stands still once an attempt
 * has failed.
 */
final class HttpRouting {

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
    private final Clockwork.ContextCapture context = UnaryOperator::identity;
    private final OpenAiDialect dialect = new OpenAiDialect(executor, context);
    private Duration readTimeout = Duration.ofMinutes(5);

    HttpRouting readTimeout(Duration timeout) {
        readTimeout = timeout;
        return this;
    }

    Router to(FakeProvider provider, Timeouts timeouts) {
        Deployment deployment = Deployment.of("fake/gpt-test").build();
        ProviderSettings settings = ProviderSettings.builder()
                .name("fake")
                .baseUrl(provider.baseUrl())
                .readTimeout(readTimeout)
                .build();
        Policy policy = Policy.of("any", "model").toBuilder()
                .timeouts(timeouts)
                .retries(Retries.NONE)
                .build();
        RouterBuilder router = Router.builder(Catalogue.of(Model.of("model", deployment)), PolicySet.of(policy))
                .client(deployment.id(), dialect.connect(settings, deployment, List.of()));
        Standstill.afterFailure(router, clockwork());
        return router.build();
    }

    private Clockwork clockwork() {
        return new Clockwork(System::nanoTime, TimeUnit.NANOSECONDS::sleep, scheduler, executor, context, () -> 0.5);
    }

    /** Whether all that still runs comes to its end by itself. */
    boolean endsWithin(Duration time) throws InterruptedException {
        scheduler.shutdownNow();
        executor.shutdown();
        return executor.awaitTermination(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Stops like a router does that brings its own threads. */
    void close() {
        scheduler.shutdownNow();
        executor.shutdownNow();
    }
}
