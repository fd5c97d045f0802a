package dev.signalbox.test.docs;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.Facts;
import dev.signalbox.router.RateLimitExceededException;
import dev.signalbox.router.Router;
import dev.signalbox.router.execution.RateLimitContributor;
import dev.signalbox.router.model.Limits;
import dev.signalbox.router.policy.RateLimit;
import dev.signalbox.router.policy.Scope;
import java.util.List;
import java.util.Map;

/** The examples of rate limits on the page on accounting. */
final class RateLimitExample {

    private RateLimitExample() {}

    static String answer(Router router, String tenant, String question) {
        ChatRequest request =
                ChatRequest.builder().messages(UserMessage.from(question)).build();
        // tag::limited[]
        try {
            return router.chat(request, Facts.tenant(tenant))
                    .response()
                    .aiMessage()
                    .text();
        } catch (RateLimitExceededException e) {
            return "Too much for " + e.subject() + ", again in "
                    + e.retryAfter().orElseThrow().toSeconds() + " s";
        }
        // end::limited[]
    }

    static RateLimitContributor of(Map<String, Limits> plans) {
        // tag::contributor[]
        RateLimitContributor ofPlans = facts -> {
            Limits plan = facts.tenant() == null ? null : plans.get(facts.tenant());
            return plan == null ? List.of() : List.of(new RateLimit("plan", Scope.of("tenant"), plan));
        };
        // end::contributor[]
        return ofPlans;
    }
}
