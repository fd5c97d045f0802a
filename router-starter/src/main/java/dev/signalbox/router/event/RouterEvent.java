package dev.signalbox.router.event;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetBalance;
import dev.signalbox.router.budget.BudgetRefusal;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.RateLimitRefusal;
import dev.signalbox.router.policy.Shadow;
import dev.signalbox.router.resilience.Cooldown;
import org.jspecify.annotations.Nullable;

/** Something that happened in the router. */
public sealed interface RouterEvent {

    /** A call was decided; its first attempt comes next, unless there is no candidate. */
    record CallDecided(Decision decision) implements RouterEvent {}

    /**
     * An attempt has started.
     *
     * @param decision of its call
     * @param number 1 for the first attempt of the call
     * @param kind why it is made
     * @param candidate what is called, and for which model
     * @param request what is sent; it holds what users wrote
     */
    record AttemptStarted(Decision decision, int number, AttemptKind kind, Candidate candidate, ChatRequest request)
            implements RouterEvent {

        /** What is called. */
        public Deployment deployment() {
            return candidate.deployment();
        }

        /** Without what users wrote. */
        @Override
        public String toString() {
            return "AttemptStarted[" + decision.id() + ", " + number + ", " + kind + ", " + candidate + "]";
        }
    }

    /**
     * An attempt has ended, well or badly. Where it is cancelled as soon as it starts, this may come before its start.
     *
     * @param decision of its call
     * @param attempt its record
     * @param response what the client made of the answer, {@code null} if none came; it holds what a model wrote
     */
    record AttemptEnded(
            Decision decision, Attempt attempt, @Nullable ChatResponse response) implements RouterEvent {

        /** Without what a model wrote. */
        @Override
        public String toString() {
            return "AttemptEnded[" + decision.id() + ", " + attempt + "]";
        }
    }

    /**
     * A call is refused because a rate limit is reached; its end comes next.
     *
     * @param decision of the call
     * @param refusal the rate limit, and for whom it is reached
     */
    record CallLimited(Decision decision, RateLimitRefusal refusal) implements RouterEvent {}

    /** A call has ended, well or badly; comes exactly once for each {@link CallDecided}. */
    record CallEnded(RoutedCall call) implements RouterEvent {}

    /**
     * The shadow of a call has ended, well or badly. It is all that is told of a shadow: its decision, which names the call
     * in its facts, its one attempt, if there was any, and what that used and cost. None of it is a part of the call.
     *
     * @param original the call
     * @param answer the call's answer; it holds what a model wrote
     * @param shadow the record of the shadow
     * @param shadowAnswer the shadow's answer, {@code null} if there is none; it holds what a model wrote
     */
    record ShadowEnded(
            RoutedCall original,
            ChatResponse answer,
            RoutedCall shadow,
            @Nullable ChatResponse shadowAnswer) implements RouterEvent {

        /** Without what models wrote. */
        @Override
        public String toString() {
            return "ShadowEnded[" + original.decision().id() + ", " + shadow + "]";
        }
    }

    /** A call was to have a shadow, but as many as its policy allows were under way. */
    record ShadowDropped(RoutedCall original, Shadow shadow) implements RouterEvent {}

    /** A deployment is left out for a while; if its credential is the cause, so are all others of its provider. */
    record CooldownStarted(Deployment deployment, Cooldown cooldown) implements RouterEvent {}

    /** The provider does not know the deployment's model: it is out until the configuration is reloaded. */
    record DeploymentDisabled(Deployment deployment) implements RouterEvent {}

    /** Another configuration has taken the place of the one in force. */
    record ConfigurationReloaded(Catalogue catalogue, PolicySet policies) implements RouterEvent {}

    /** A probe, or a person, has ended a deployment's cooldown. */
    record CooldownEnded(Deployment deployment) implements RouterEvent {}

    /**
     * A budget of all calls together stands differently, as far as this node knows. Of budgets with subjects nobody is told:
     * there may be very many.
     */
    record BudgetChanged(Budget budget, BudgetBalance balance) implements RouterEvent {}

    /**
     * A budget has come to a share of its limit at which it warns; told once per account and window by each node.
     *
     * @param budget the budget
     * @param balance how the account stands
     * @param share the share of the limit, between 0 and 1
     */
    record BudgetWarning(Budget budget, BudgetBalance balance, double share) implements RouterEvent {}

    /**
     * A budget has come to its limit, or has refused an attempt; told once per account and window by each node.
     *
     * @param budget the budget, which also says what follows
     * @param balance how the account stands
     */
    record BudgetExceeded(Budget budget, BudgetBalance balance) implements RouterEvent {}

    /**
     * An attempt was not made because a budget has not enough left for it; the call goes on if another candidate fits.
     *
     * @param decision of its call
     * @param deployment what would have been called
     * @param refusal the budget, and how it stands
     */
    record BudgetRefused(Decision decision, Deployment deployment, BudgetRefusal refusal) implements RouterEvent {}

    /**
     * The store of budgets has failed. What it could not book is booked when it is back.
     *
     * @param operation what was asked of it, for example {@code reserve}
     * @param cause what it threw
     */
    record BudgetStoreFailed(String operation, RuntimeException cause) implements RouterEvent {}
}
