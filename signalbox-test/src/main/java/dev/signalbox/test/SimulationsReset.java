package dev.signalbox.test;

import dev.signalbox.router.Router;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Leaves the router of a {@link SignalboxTest} to the next test as this one found it. */
final class SimulationsReset implements TestExecutionListener {

    @Override
    public void afterTestMethod(TestContext test) {
        if (test.hasApplicationContext()) {
            ApplicationContext context = test.getApplicationContext();
            context.getBeanProvider(Simulations.class).ifAvailable(simulations -> {
                simulations.reset();
                context.getBeanProvider(Router.class).ifAvailable(SimulationsReset::freshen);
            });
        }
    }

    private static void freshen(Router router) {
        router.status().forEach(status -> {
            router.resume(status.deployment().id());
            router.endCooldown(status.deployment().id());
        });
    }
}
