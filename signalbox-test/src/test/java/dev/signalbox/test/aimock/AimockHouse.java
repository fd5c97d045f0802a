package dev.signalbox.test.aimock;

import dev.signalbox.router.Router;
import dev.signalbox.router.RouterBuilder;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.execution.SystemClockwork;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.provider.ApiKey;
import dev.signalbox.router.provider.Dialect;
import dev.signalbox.router.provider.ProviderSettings;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Routers over models of aimock, each called by one deployment. A model's name says how it behaves. */
final class AimockHouse implements AutoCloseable {

    private final SystemClockwork threads = new SystemClockwork();
    private final Queue<RoutedCall> calls = new ConcurrentLinkedQueue<>();

    /** A router that tries these models of the provider one after the other, each once. */
    Router router(Upstream upstream, String... models) {
        Clockwork clockwork = threads.clockwork();
        List<Deployment> deployments = Stream.of(models)
                .map(model -> Deployment.of("aimock/" + model).build())
                .toList();
        Policy policy =
                Policy.of("any", "any").toBuilder().retries(Retries.NONE).build();
        RouterBuilder builder = Router.builder(
                        Catalogue.of(new Model("any", List.of(), deployments)), PolicySet.of(policy))
                .clockwork(clockwork)
                .listener(this::hear);
        Dialect dialect = upstream.dialect(clockwork);
        deployments.forEach(deployment ->
                builder.client(deployment.id(), dialect.connect(settings(upstream), deployment, List.of())));
        return builder.build();
    }

    private static ProviderSettings settings(Upstream upstream) {
        return ProviderSettings.builder()
                .name("aimock")
                .baseUrl(upstream.baseUrl())
                .apiKey(new ApiKey("sk-test"))
                .build();
    }

    private void hear(RouterEvent event) {
        if (event instanceof RouterEvent.CallEnded ended) {
            calls.add(ended.call());
        }
    }

    /** The calls that have ended, in that order. */
    List<RoutedCall> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void close() {
        threads.close();
    }
}
