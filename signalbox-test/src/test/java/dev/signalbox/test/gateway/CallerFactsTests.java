package dev.signalbox.test.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.RequestFactsContributor;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.event.RouterListener;
import dev.signalbox.router.policy.RequestFacts;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who is believed about a caller: its key first, then the application, and the request itself last. */
class CallerFactsTests {

    @Configuration(proxyBeanMethods = false)
    static class Known {

        private final List<RequestFacts> decided = new CopyOnWriteArrayList<>();

        @Bean
        RequestFactsContributor signedIn() {
            return facts -> facts.user("anna").tag("data", "pii");
        }

        @Bean
        RouterListener listener() {
            return event -> {
                if (event instanceof RouterEvent.CallDecided call) {
                    decided.add(call.decision().facts());
                }
            };
        }
    }

    @Test
    void aRequestCannotSayOtherwise() {
        try (GatewayHouse house = GatewayHouse.with(
                List.of(Known.class),
                "signalbox.gateway.tags=data,topic",
                "signalbox.providers.sim.dialect=simulated",
                "signalbox.models.small.deployments=sim/small",
                "signalbox.policies.routine.models=small")) {
            house.chat("{\"user\":\"bert\",\"metadata\":{\"data\":\"public\",\"topic\":\"fish\"},"
                    + GatewayHouse.asking("small").substring(1));

            assertThat(house.bean(Known.class).decided).singleElement().satisfies(facts -> {
                assertThat(facts.key()).isEqualTo("client");
                assertThat(facts.user()).isEqualTo("anna");
                assertThat(facts.tags()).containsEntry("data", "pii").containsEntry("topic", "fish");
            });
        }
    }
}
