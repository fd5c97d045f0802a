package dev.signalbox.samples.quickstart;

import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static dev.signalbox.test.SignalboxAssertions.facts;

import dev.signalbox.router.Router;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.test.SignalboxTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ActiveProfiles;

// tag::policy-tests[]
@SignalboxTest
@ActiveProfiles("simulated")
class PolicyTests {

    @Test
    void personalDataStaysInTheHouse(@Autowired Router router) {
        assertThat(router.explain(facts().tag("data", "pii")))
                .usedPolicy("routine")
                .chose("in-house/small")
                .excluded("sim/small", Reason.NOT_LOCAL);
    }

    @Test
    void planningGoesToTheStrongModel(@Autowired Router router) {
        assertThat(router.explain(facts().policy("planning"))).candidates("sim/large");
    }
}
// end::policy-tests[]
