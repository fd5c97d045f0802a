package dev.signalbox.agent.routing;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.port.ModelFailure;
import dev.signalbox.agent.port.ModelSource;
import dev.signalbox.agent.port.RunBudget;
import dev.signalbox.agent.port.StepOrigin;
import dev.signalbox.router.Router;
import java.util.function.Supplier;

/**
 * A router. Run, step, agent, role, tenant, user and tags are facts of each call; the role's policy ranks below what the
 * call or its method names and above rules, a forced policy above {@code @ModelPolicy}.
 *
 * <p>The money of a run is a budget of the router while a slice has it open, so deployments without a price are left out
 * then, and the router needs a store of budgets. A call for which nothing is left only because calls under way may still
 * need it waits until one of those has ended; a streamed one fails, and may be made again later.
 */
public final class RouterModels implements ModelSource {

    private final Router router;
    private final RunAccounts accounts;

    /**
     * Sends calls by that router.
     *
     * @param ids gives a text that no other process gives, for example a random UUID; names where the router counts what a
     *     run costs
     */
    public RouterModels(Router router, Supplier<String> ids) {
        this.router = router;
        this.accounts = new RunAccounts(router, ids);
    }

    @Override
    public ChatModel model(StepOrigin origin) {
        return new StepChatModel(router, accounts, origin);
    }

    @Override
    public StreamingChatModel streamingModel(StepOrigin origin) {
        return router.streamingChatModel(
                () -> RoutedStep.of(origin, origin.facts(), accounts).origin());
    }

    @Override
    public RunBudget openBudget(RunId run, long grantedPico, long spentPico) {
        return accounts.open(run, grantedPico, spentPico);
    }

    @Override
    public ModelFailure failure(Throwable failure) {
        return FailureReader.read(failure);
    }
}
