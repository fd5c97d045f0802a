package dev.signalbox.test;

import dev.signalbox.router.Router;
import dev.signalbox.router.RouterBuilder;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.Condition;
import dev.signalbox.router.policy.Guard;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.Requirement;
import dev.signalbox.router.policy.Rule;
import dev.signalbox.router.policy.Timeouts;
import dev.signalbox.router.provider.Dialect;
import dev.signalbox.router.provider.ProviderSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A router with two deployments, one far away and one in the house, as the tests of this package use it. */
final class Houses {

    static final String FAR = "far/large";
    static final String NEAR = "near/small";

    private static final Deployment FAR_ONE =
            Deployment.of(FAR).price(Price.perMillion("2", "10")).build();
    private static final Deployment NEAR_ONE =
            Deployment.of(NEAR).price(Price.perMillion("1", "2")).local(true).build();

    private Houses() {}

    static RouterBuilder router() {
        Model any = Model.of("any", FAR_ONE, NEAR_ONE);
        Model far = Model.of("far", FAR_ONE);
        Policy usual = Policy.builder()
                .name("usual")
                .models(List.of("any"))
                .timeouts(new Timeouts(Duration.ofSeconds(3), Duration.ofSeconds(1), null))
                .build();
        PolicySet policies = PolicySet.of(Policy.of("best", "far"), usual)
                .withRules(new Rule("gold-is-best", tag("tier", "gold"), "best"))
                .withGuards(new Guard(
                        "pii",
                        tag("data", "pii"),
                        Requirement.builder().local(true).build()));
        return Router.builder(Catalogue.of(any, far), policies);
    }

    static RouterBuilder router(Dialect dialect) {
        ProviderSettings settings = ProviderSettings.builder().name("any").build();
        return router().client(FAR, dialect.connect(settings, FAR_ONE, List.of()))
                .client(NEAR, dialect.connect(settings, NEAR_ONE, List.of()));
    }

    private static Condition tag(String key, String value) {
        return new Condition(List.of(Condition.tags(Map.of(key, value))));
    }
}
