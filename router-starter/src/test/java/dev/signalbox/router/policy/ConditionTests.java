package dev.signalbox.router.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.model.Capability;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConditionTests {

    private final RequestFacts facts = RequestFacts.builder()
            .service("com.acme.travel.TravelDesk")
            .method("reply")
            .tenant("acme")
            .tags(Map.of("tier", "gold", "data", "pii"))
            .inputTokens(500)
            .needs(Set.of(Capability.TOOLS))
            .build();

    @Test
    void holdsForEveryCallWithoutParts() {
        assertThat(Condition.ALWAYS.test(facts)).isTrue();
    }

    @Test
    void findsServicesByFullAndSimpleName() {
        assertThat(Condition.service(List.of("TravelDesk")).test(facts)).isTrue();
        assertThat(Condition.service(List.of("com.acme.travel.TravelDesk")).test(facts))
                .isTrue();
        assertThat(Condition.service(List.of("com.acme.*")).test(facts)).isTrue();
        assertThat(Condition.service(List.of("Desk")).test(facts)).isFalse();
    }

    @Test
    void neverHoldsForFactsThatAreMissing() {
        assertThat(Condition.oneOf(RequestFacts::user, List.of("*")).test(facts))
                .isFalse();
    }

    @Test
    void wantsAllTags() {
        assertThat(Condition.tags(Map.of("tier", "gold")).test(facts)).isTrue();
        assertThat(Condition.tags(Map.of("tier", "gold", "beta", "yes")).test(facts))
                .isFalse();
        assertThat(Condition.tags(Map.of("tier", "silver")).test(facts)).isFalse();
    }

    @Test
    void includesTheBoundsOfTheSize() {
        assertThat(Condition.minInputTokens(500).test(facts)).isTrue();
        assertThat(Condition.maxInputTokens(500).test(facts)).isTrue();
        assertThat(Condition.minInputTokens(501).test(facts)).isFalse();
        assertThat(Condition.maxInputTokens(499).test(facts)).isFalse();
    }

    @Test
    void wantsAllParts() {
        Condition both = new Condition(List.of(
                Condition.oneOf(RequestFacts::tenant, List.of("acme")), Condition.needs(Set.of(Capability.IMAGES))));

        assertThat(both.test(facts)).isFalse();
    }

    @Test
    void letsTheFirstMatchingRuleChoose() {
        Rule never = new Rule("never", new Condition(List.of(Condition.minInputTokens(501))), "a");
        Rule first = new Rule("first", Condition.ALWAYS, "b");
        Rule second = new Rule("second", Condition.ALWAYS, "a");
        PolicySet policies = PolicySet.of(Policy.of("a", "m"), Policy.of("b", "m"), Policy.of("c", "m"))
                .withRules(never, first, second);

        Selection selection = policies.unnamed(facts);

        assertThat(selection.policy().name()).isEqualTo("b");
        assertThat(selection.rule()).isEqualTo("first");
    }
}
