package dev.signalbox.agent.routing;

import dev.signalbox.agent.journal.StepUse;
import dev.signalbox.agent.port.StepCall;
import dev.signalbox.agent.port.StepFacts;
import dev.signalbox.agent.port.StepOrigin;
import dev.signalbox.router.BudgetExceededException;
import dev.signalbox.router.CallOrigin;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.execution.CallWatch;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.usage.Usage;
import java.util.List;
import java.util.Map;

/**
 * One model call of a step, as the router sees it.
 *
 * @param step whose call it is
 * @param facts what is known of it
 * @param accounts the money of runs
 * @param payers whose money it may cost
 */
record RoutedStep(StepOrigin step, StepFacts facts, RunAccounts accounts, List<Payer> payers) implements CallWatch {

    static RoutedStep of(StepOrigin step, StepFacts facts, RunAccounts accounts) {
        return new RoutedStep(
                step,
                facts,
                accounts,
                accounts.of(facts).stream()
                        .map(account -> new Payer(account, account.gains()))
                        .toList());
    }

    /**
     * One whose money it may cost.
     *
     * @param account the money
     * @param seen its gains before this one began
     */
    record Payer(RunAccount account, long seen) {

        boolean refuses(BudgetExceededException refusal) {
            return account.subject().equals(refusal.subject());
        }
    }

    CallOrigin origin() {
        return new CallOrigin(
                callFacts(facts),
                payers.stream().map(payer -> payer.account().budget()).toList(),
                this,
                step.inPlaceOf());
    }

    static CallFacts callFacts(StepFacts known) {
        CallFacts facts = CallFacts.NONE
                .policy(known.forcedPolicy())
                .run(known.run().value())
                .step(known.step());
        facts = known.policy() == null ? facts : facts.agentPolicy(known.policy());
        facts = known.agent() == null ? facts : facts.agent(known.agent());
        facts = known.role() == null ? facts : facts.role(known.role());
        facts = known.tenant() == null ? facts : facts.tenant(known.tenant());
        facts = known.user() == null ? facts : facts.user(known.user());
        for (Map.Entry<String, String> tag : known.tags().entrySet()) {
            facts = facts.tag(tag.getKey(), tag.getValue());
        }
        return facts;
    }

    @Override
    public void decided(Decision decision) {
        payers.forEach(payer -> payer.account().begin());
    }

    @Override
    public void ended(RoutedCall call) {
        payers.forEach(payer -> accounts.ended(payer.account(), call));
        step.ended(told(call));
    }

    /** After it has failed: waits for money, if it lacks only what calls under way may give back; answers whether it did. */
    boolean awaitMoney(RuntimeException failure) {
        return failure instanceof BudgetExceededException refusal
                && FailureReader.isReserved(refusal)
                && payers.stream()
                        .filter(payer -> payer.refuses(refusal))
                        .anyMatch(payer -> payer.account().awaitMoney(payer.seen()));
    }

    /** It is over: who waits for the same money may try. */
    void passTurn() {
        payers.forEach(payer -> payer.account().wakeNext());
    }

    private StepCall told(RoutedCall call) {
        Usage usage = call.usage();
        return new StepCall(
                facts,
                call.decision().policy().name(),
                call.answeredBy().map(Deployment::id).orElse(null),
                call.decision().id(),
                new StepUse(usage.input(), usage.output(), call.cost().pico()),
                call.cost().complete());
    }
}
