package dev.signalbox.test.docs;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.BudgetExceededException;
import dev.signalbox.router.Facts;
import dev.signalbox.router.Router;
import dev.signalbox.router.RouterBuilder;
import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetWindow;
import dev.signalbox.router.store.memory.MemoryBudgetStore;
import java.time.ZoneId;

/** The examples of the page on accounting. */
final class BudgetExample {

    private BudgetExample() {}

    static String answer(Router router, String tenant, String question) {
        ChatRequest request =
                ChatRequest.builder().messages(UserMessage.from(question)).build();
        // tag::exceeded[]
        try {
            return router.chat(request, Facts.tenant(tenant))
                    .response()
                    .aiMessage()
                    .text();
        } catch (BudgetExceededException e) {
            return "Used " + e.used() + " of " + e.limit() + ", again at "
                    + e.resetsAt().orElseThrow();
        }
        // end::exceeded[]
    }

    static RouterBuilder with(RouterBuilder builder) {
        // tag::without-spring[]
        builder.budgetStore(new MemoryBudgetStore(System::nanoTime))
                .budget(Budget.of("tenant-day", "20 USD")
                        .per("tenant")
                        .window(BudgetWindow.of("day", ZoneId.of("Europe/Berlin")))
                        .build());
        // end::without-spring[]
        return builder;
    }
}
