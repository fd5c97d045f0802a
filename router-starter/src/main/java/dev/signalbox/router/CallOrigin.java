package dev.signalbox.router;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.execution.CallWatch;
import dev.signalbox.router.policy.CallFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whence a call comes that a model makes for somebody else, for example for an agent's run.
 *
 * @param facts what is known of it: weaker than what the call itself or its AI-service invocation says, stronger than what
 *     {@link RequestFactsContributor}s say. Its policy wins over that of a model name or of {@link ModelPolicy}, its agent
 *     policy over those of rules
 * @param budgets the budgets that it is under besides; what was used goes by their names, so they are none of the
 *     configured ones
 * @param watch follows it
 * @param inPlaceOf the request of an AI service that it is sent instead of, on the same thread: the call then counts as one
 *     of that invocation; {@code null} if it is sent as it is
 */
public record CallOrigin(
        CallFacts facts,
        List<Budget> budgets,
        CallWatch watch,
        @Nullable ChatRequest inPlaceOf) {

    /** Of which nothing is known. */
    public static final CallOrigin UNKNOWN = of(CallFacts.NONE);

    /** Copies the budgets. */
    public CallOrigin {
        budgets = List.copyOf(budgets);
    }

    /** Of which only facts are known. */
    public static CallOrigin of(CallFacts facts) {
        return new CallOrigin(facts, List.of(), CallWatch.NONE, null);
    }
}
