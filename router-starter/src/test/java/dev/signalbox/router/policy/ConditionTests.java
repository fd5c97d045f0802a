package dev.signalbox.router.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.router.model.Capability;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
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

    @Test
    void leavesOutRulesThatFailAndKeepsGuardsThatDo() {
        Condition fails = new Condition(List.of(any -> {
            throw new IllegalStateException("broken");
        }));
        PolicySet policies = PolicySet.of(Policy.of("a", "m"), Policy.of("b", "m"))
                .withRules(new Rule("broken rule", fails, "a"), new Rule("next", Condition.ALWAYS, "b"))
                .withGuards(
                        new Guard("broken guard", fails, Requirement.NONE),
                        new Guard("other", new Condition(List.of(Condition.minInputTokens(501))), Requirement.NONE));
        List<String> failures = new ArrayList<>();
        ConditionFailures listener = (what, consequence, failure) -> failures.add(what + " " + consequence);

        assertThat(policies.unnamed(facts, listener).rule()).isEqualTo("next");
        assertThat(policies.guards(facts, listener)).extracting(Guard::name).containsExactly("broken guard");
        assertThat(failures).containsExactly("rule 'broken rule' does not match", "guard 'broken guard' applies");
    }

    @Test
    void saysWhatItWants() {
        Condition condition = new Condition(List.of(
                Condition.service(List.of("TravelDesk")),
                Condition.tag("tier", List.of("silver", "bronze")),
                Condition.needs(Set.of(Capability.IMAGES))));

        assertThat(condition.missed(facts)).map(Object::toString).contains("tags.tier: silver, bronze");
        assertThat(condition.parts()).map(Object::toString).contains("service: TravelDesk", "needs: images");
    }

    @Test
    void needsAMomentForHours() {
        TimeWindow morning = new TimeWindow(Set.of(), LocalTime.of(6, 0), LocalTime.NOON, ZoneOffset.UTC);

        assertThatThrownBy(() -> Condition.time(morning).test(facts)).hasMessageContaining("do not say when");
        assertThat(Condition.time(morning)
                        .test(facts.toBuilder()
                                .moment(Instant.parse("2026-01-01T08:00:00Z"))
                                .build()))
                .isTrue();
    }

    @Test
    void knowsWhichNamesCoverOthers() {
        NamePattern pattern = NamePattern.of(List.of("gold", "ac*"));

        assertThat(pattern.covers(NamePattern.of(List.of("acme", "ac", "ac*", "acm*", "gold"))))
                .isTrue();
        assertThat(pattern.covers(NamePattern.of(List.of("gold*")))).isFalse();
        assertThat(pattern.covers(NamePattern.of(List.of("a*")))).isFalse();
        assertThat(NamePattern.of(List.of("*")).covers(pattern)).isTrue();
    }
}
