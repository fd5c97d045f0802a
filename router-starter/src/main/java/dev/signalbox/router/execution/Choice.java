package dev.signalbox.router.execution;

import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.ModelKind;
import dev.signalbox.router.policy.ConditionFailures;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.policy.Rule;
import dev.signalbox.router.policy.Selection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What applies where nobody named a policy. For chats, rules choose among the policies of chat models; for embeddings, among
 * those of embedding models, of which the first one is the default or, without any, the first embedding model.
 *
 * @param chat rules and default of chats
 * @param embedding those of embeddings, {@code null} if there is no embedding model
 */
record Choice(PolicySet chat, @Nullable PolicySet embedding) {

    static Choice of(PolicySet policies, Catalogue catalogue) {
        Predicate<Policy> embeds = policy -> policy.models().stream()
                .flatMap(name -> catalogue.model(name).stream())
                .anyMatch(model -> model.kind() == ModelKind.EMBEDDING);
        Optional<Policy> first = policies.policies().values().stream()
                .filter(embeds)
                .findFirst()
                .or(() -> catalogue.models().stream()
                        .filter(model -> model.kind() == ModelKind.EMBEDDING)
                        .map(Model::name)
                        .findFirst()
                        .map(name -> Policy.of(name, name)));
        if (first.isEmpty()) {
            return new Choice(policies, null);
        }
        return new Choice(
                among(policies, embeds.negate(), policies.defaultPolicy()), among(policies, embeds, first.get()));
    }

    /** With the rules alone that lead to such policies. */
    private static PolicySet among(PolicySet policies, Predicate<Policy> such, Policy defaultPolicy) {
        List<Rule> rules = policies.rules().stream()
                .filter(rule -> policies.policy(rule.policy()).filter(such).isPresent())
                .toList();
        return new PolicySet(policies.policies(), rules, policies.guards(), defaultPolicy);
    }

    /**
     * The first rule that matches, else the default policy.
     *
     * @param failures is told of conditions that fail
     */
    Selection unnamed(RequestFacts facts, ConditionFailures failures) {
        PolicySet set = embedding != null && facts.needs().contains(Capability.EMBEDDINGS) ? embedding : chat;
        return set.unnamed(facts, failures);
    }
}
