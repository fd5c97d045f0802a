package dev.signalbox.bench;

import dev.langchain4j.model.chat.ChatModel;
import dev.signalbox.router.Router;
import dev.signalbox.router.RouterBuilder;
import dev.signalbox.router.expression.FactsExpression;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.Condition;
import dev.signalbox.router.policy.Guard;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.policy.Requirement;
import dev.signalbox.router.policy.Rule;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What is routed in every benchmark: one model of a number of deployments, a rule that matches, and a guard that leaves
 * the first deployment out.
 *
 * @param deployments how many deployments the model has
 * @param strategy how they are ordered
 * @param rule when the rule chooses the policy
 */
record House(int deployments, String strategy, Predicate<RequestFacts> rule) {

    static final Map<String, String> TAGS = Map.of("tier", "gold");

    /** Holds for calls with the tag, by comparing it. */
    static Predicate<RequestFacts> tagged() {
        return Condition.tags(TAGS);
    }

    /** Holds for calls with the tag that are not small, by a compiled expression. */
    static FactsExpression expression() {
        FactsExpression expression = FactsExpression.ofRule("tags['tier'] == 'gold' and inputTokens > 100");
        if (!expression.compiled() || !expression.test(facts())) {
            throw new IllegalStateException("The expression must be compiled and hold.");
        }
        return expression;
    }

    /** The facts of a call for which the rule and the guard hold. */
    static RequestFacts facts() {
        return RequestFacts.builder().tags(TAGS).inputTokens(1_000).build();
    }

    /** A router whose deployments are all called by that model. */
    RouterBuilder router(ChatModel model) {
        List<Deployment> all =
                IntStream.range(0, deployments).mapToObj(House::deployment).toList();
        Policy policy = Policy.of("routine", "m").toBuilder().strategy(strategy).build();
        PolicySet policies = PolicySet.of(policy, Policy.of("other", "m"))
                .withRules(new Rule("gold", new Condition(List.of(rule)), "routine"))
                .withGuards(new Guard(
                        "local",
                        new Condition(List.of(tagged())),
                        Requirement.builder().local(true).build()));
        RouterBuilder builder = Router.builder(Catalogue.of(new Model("m", List.of(), all)), policies);
        all.forEach(deployment -> builder.client(deployment.id(), model));
        return builder;
    }

    private static Deployment deployment(int index) {
        return Deployment.of("p" + index + "/m")
                .price(Price.perMillion("0." + (index + 1), "1"))
                .local(index > 0)
                .contextLength(100_000)
                .build();
    }
}
