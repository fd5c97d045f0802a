package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.Router;
import dev.signalbox.router.RouterBuilder;
import dev.signalbox.router.autoconfigure.DeploymentClients.Connection;
import dev.signalbox.router.autoconfigure.DeploymentClients.Unusable;
import dev.signalbox.router.autoconfigure.DeploymentClients.Usable;
import dev.signalbox.router.execution.Clockwork;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Objects;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** Puts the router together, first of the configuration at the start, later of others, and says what has come of it. */
@Slf4j
@RequiredArgsConstructor
final class RouterAssembly {

    private final CurrentConfiguration configuration;
    private final DeploymentClients clients;
    private final Clockwork clockwork;
    private final ObjectProvider<RouterCustomizer> customizers;
    private final Clock clock;
    private @Nullable Connections connections;

    /**
     * Builds the router.
     *
     * @throws ConfigurationProblem if something does not fit together
     */
    Router router() {
        Connections first = Connections.of(configuration.get(), clients, null);
        Router router = new BuildProblems(first.configuration())
                .explained(() -> builder(first).build());
        connections = first;
        say(first);
        return router;
    }

    /**
     * Puts another configuration in the place of the one in force, whole or not at all.
     *
     * @throws ConfigurationProblem if something does not fit together
     */
    synchronized void reload(Router router, RouterConfiguration next) {
        configuration.replace(next, () -> {
            Connections changed = Connections.of(next, clients, Objects.requireNonNull(connections));
            new BuildProblems(next).explained(() -> {
                router.reload(builder(changed));
                return router;
            });
            connections = changed;
            say(changed);
        });
    }

    private void say(Connections connected) {
        log.info("{}", new StartTable(connected));
        new RetirementNotice(connected.configuration(), LocalDate.now(clock)).log();
    }

    private RouterBuilder builder(Connections connected) {
        RouterConfiguration configured = connected.configuration();
        RouterBuilder builder = Router.builder(configured.catalogue(), configured.policies())
                .clockwork(clockwork)
                .cooldowns(configured.cooldowns())
                .onBudgetStoreFailure(configured.budgets().onFailure());
        configured.budgets().budgets().forEach(builder::budget);
        configured.rateLimits().forEach(builder::rateLimit);
        connected.byId().forEach((id, connection) -> add(builder, id, connection));
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder;
    }

    private static void add(RouterBuilder builder, String id, Connection connection) {
        if (connection instanceof Usable usable) {
            builder.clients(id, usable.clients());
        } else if (connection instanceof Unusable unusable) {
            builder.unusable(id, unusable.reason(), unusable.detail());
        }
    }
}
