package dev.signalbox.test.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.Router;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.test.ScriptedChatModel;
import dev.signalbox.test.ScriptedReply;
import org.junit.jupiter.api.Test;

/** The examples of the page on accounting do what it says. */
class BudgetExampleTests {

    @Test
    void aTenantThatHasUsedItsBudgetIsTold() {
        Deployment dear =
                Deployment.of("far/dear").price(Price.perMillion("0", "1000")).build();
        Catalogue catalogue = Catalogue.of(Model.of("dear", dear));
        ScriptedChatModel model =
                new ScriptedChatModel().always(ScriptedReply.text("welcome").usage(1, 19_000));
        try (Router router = BudgetExample.with(Router.builder(catalogue, PolicySet.of(Policy.of("routine", "dear")))
                        .client(dear.id(), model))
                .build()) {
            assertThat(BudgetExample.answer(router, "acme", "hello")).isEqualTo("welcome");

            String second = BudgetExample.answer(router, "acme", "hello");

            assertThat(second).startsWith("Used 19 USD of 20 USD, again at ");
            assertThat(BudgetExample.answer(router, "globex", "hello")).isEqualTo("welcome");
        }
    }
}
