package dev.signalbox.test.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.Router;
import dev.signalbox.router.limit.Bucket4jRateLimiter;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Limits;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.test.ScriptedChatModel;
import dev.signalbox.test.ScriptedReply;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples of rate limits do what the page says. */
class RateLimitExampleTests {

    @Test
    void eachTenantHasThePlanThatItPaysFor() {
        Deployment small = Deployment.of("near/small").build();
        ScriptedChatModel model = new ScriptedChatModel().always(ScriptedReply.text("welcome"));
        try (Router router = Router.builder(
                        Catalogue.of(Model.of("small", small)), PolicySet.of(Policy.of("routine", "small")))
                .client(small.id(), model)
                .rateLimiter(new Bucket4jRateLimiter(() -> 0))
                .rateLimitContributor(RateLimitExample.of(Map.of("acme", new Limits(null, 4, null))))
                .build()) {
            for (int call = 0; call < 4; call++) {
                assertThat(RateLimitExample.answer(router, "acme", "hello")).isEqualTo("welcome");
                assertThat(RateLimitExample.answer(router, "globex", "hello")).isEqualTo("welcome");
            }

            assertThat(router.chatModel().chat("hello")).isEqualTo("welcome");
            assertThat(RateLimitExample.answer(router, "acme", "hello")).isEqualTo("Too much for acme, again in 15 s");
            assertThat(RateLimitExample.answer(router, "globex", "hello")).isEqualTo("welcome");
        }
    }
}
