package dev.signalbox.router.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.router.model.Capability;
import dev.signalbox.router.policy.RequestFacts;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FactsExpressionTests {

    private final RequestFacts facts = RequestFacts.builder()
            .policy("planning")
            .model("openai/gpt-4.1")
            .service("com.acme.TravelDesk")
            .method("reply")
            .agent("planner")
            .role("plan")
            .tenant("acme")
            .user("ann")
            .session("s1")
            .run("trip-1")
            .step("plan#1")
            .tags(Map.of("tier", "gold", "data class", "pii"))
            .inputTokens(4000)
            .maxOutputTokens(800)
            .needs(Set.of(Capability.TOOLS))
            .build();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    tags['tier'] == 'gold' and needs.tools | true
                    tags.tier == 'gold' && !needs.images | true
                    tags['data class'] == 'pii' | true
                    tags['beta'] == null and tags.beta != 'on' | true
                    tags.tier == 'silver' or inputTokens > 3000 | true
                    inputTokens <= 3999 | false
                    maxOutputTokens < 1000 | true
                    tenant == 'acme' and user != 'bob' and session == 's1' | true
                    policy == 'planning' and model == 'openai/gpt-4.1' | true
                    service == 'com.acme.TravelDesk' and method == 'reply' | true
                    role == 'plan' and run == 'trip-1' and step == 'plan#1' | true
                    agent == 'planner' ? needs.tools : needs.images | true
                    tenant != null and tenant.startsWith('ac') | true
                    tags.tier?.endsWith('ld') == true | true
                    {'acme', 'initech'}.contains(tenant) | true
                    tenant != null and tenant matches 'a.*' | true
                    inputTokens * 2 + 1 > maxOutputTokens | true
                    inputTokens between {1, 3} | false
                    (user ?: 'nobody') == 'nobody' | false
                    """)
    void looksAtFacts(String text, boolean holds) {
        FactsExpression expression = FactsExpression.ofGuard(text);

        assertThat(expression.test(facts)).isEqualTo(holds);
        assertThat(expression.test(facts)).isEqualTo(holds);
        assertThat(expression).hasToString("expression: " + text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tags['tier'] == 'gold'",
                "tags.tier == 'gold' and inputTokens > 100",
                "maxOutputTokens > 100",
                "tenant != null and tenant.startsWith('ac')",
                "{'acme', 'initech'}.contains(tenant) or needs.jsonSchema"
            })
    void takesFactsThatAreMissing(String text) {
        FactsExpression expression = FactsExpression.ofRule(text);

        assertThat(expression.compiled()).isTrue();
        assertThat(expression.test(RequestFacts.builder().build())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tags['tier'] == 'gold' and needs.tools",
                "tags.tier == 'gold' or inputTokens > 3000",
                "inputTokens < 10 and maxOutputTokens > 2 and !(tags.tier == 'gold')",
                "needs.tools ? tags.tier == 'gold' : tags.tier == 'silver'",
                "tags.tier != null and tags.tier.startsWith('go')",
                "{'gold'}.contains(tags.tier)"
            })
    void runsCompiledCodeFromTheFirstCallOn(String text) {
        AtomicBoolean byCompiledCode = new AtomicBoolean();
        Map<String, String> watched = new AbstractMap<>() {
            @Override
            public Set<Entry<String, String>> entrySet() {
                return Set.of(Map.entry("tier", "gold"));
            }

            @Override
            public @Nullable String get(@Nullable Object key) {
                List<String> callers = Arrays.stream(new Throwable().getStackTrace())
                        .map(StackTraceElement::getClassName)
                        .toList();
                byCompiledCode.set(callers.stream().anyMatch(caller -> caller.contains(".spel.generated."))
                        && callers.stream().noneMatch(caller -> caller.contains(".spel.ast.")));
                return super.get(key);
            }
        };
        FactsExpression expression = FactsExpression.ofRule(text);

        expression.test(facts.toBuilder().inputTokens(1).tags(watched).build());

        assertThat(expression.compiled()).isTrue();
        assertThat(byCompiledCode).isTrue();
    }

    @Test
    void saysSoWhereSpelCannotCompile() {
        assertThat(FactsExpression.ofRule("tenant != null and tenant matches 'a.*'")
                        .compiled())
                .isFalse();
    }

    @Test
    void knowsEveryCapability() {
        assertThat(ExpressionFacts.Needs.NAMES)
                .extracting(name -> name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT))
                .containsExactlyElementsOf(
                        Arrays.stream(Capability.values()).map(Enum::name).toList());
        for (Capability capability : Capability.values()) {
            String name = ExpressionFacts.Needs.NAMES.get(capability.ordinal());
            FactsExpression expression = FactsExpression.ofRule("needs." + name);

            assertThat(expression.test(
                            RequestFacts.builder().needs(Set.of(capability)).build()))
                    .isTrue();
            assertThat(expression.test(RequestFacts.builder().build())).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    tenat == 'acme' | 1 | 'tenat' is none of the facts. Did you mean 'tenant'? Known facts: service, method
                    inputTokens > 1 and tokens > 2 | 21 | 'tokens' is none of the facts.
                    needs.tool | 7 | 'tool' is none of the capabilities. Did you mean 'tools'? Known capabilities: streaming
                    needs.tools and needs.json-schema | 23 | 'json' is none of the capabilities.
                    policy == 'x' | 1 | 'policy' is none of the facts.
                    model == 'x' | 1 | 'model' is none of the facts.
                    tenant == 'a' and | 15 | EL1042E: Problem parsing right operand
                    tenant = 'a' | 8 | 'tenant='a'' is not allowed. Expressions compare facts and nothing else.
                    tenant == 'a | 11 | EL1046E: Cannot find terminating '
                    T(java.lang.Runtime).getRuntime() == null | 1 | 'T(java.lang.Runtime)' is not allowed.
                    new java.io.File('x') == null | 1 | 'new java.io.File('x')' is not allowed.
                    @router == null | 2 | '@router' is not allowed.
                    #root == null | 1 | '#root' is not allowed.
                    #check(tenant) | 1 | '#check(tenant)' is not allowed.
                    inputTokens++ > 2 | 12 | is not allowed.
                    tags.?[true] == null | 6 | '?[true]' is not a tag. Write tags.tier or tags['tier'].
                    tags[tier] == 'gold' | 5 | is not a tag. Write tags.tier or tags['tier'].
                    tenant.class == null | 8 | 'class' is not allowed.
                    tenant.getClass() == null | 8 | 'getClass' is none of the methods. Known methods: startsWith
                    hashCode() > 1 | 1 | 'hashCode()' is not allowed.
                    inputTokens.toString() == 'a' | 13 | 'toString()' is not allowed.
                    tags.size() > 1 | 6 | 'size()' is not a tag.
                    tags.tier | 1 | 'tags.tier' is text. It must be true or false.
                    tags.tier and needs.tools | 1 | 'tags.tier' is text. It must be true or false.
                    needs.tools and inputTokens | 17 | 'inputTokens' is a number. It must be true or false.
                    inputTokens == '3000' | 1 | 'inputTokens' is a number and ''3000'' is text. They are never equal.
                    tags.count > 3 | 1 | '(tags.count > 3)' fails. EL1013E: Cannot compare instances
                    tenant.startsWith('a') | 8 | fails where a call says nothing of it; write, for example, tenant != null
                    tags.tier?.endsWith('ld') | 1 | is nothing where a call says nothing of it
                    1 < 2 | 1 | It looks at no fact, so it is always the same.
                    ` ` | 1 | must not be null or blank
                    """)
    void refusesWhatCannotBeMeant(String text, int character, String message) {
        assertThatThrownBy(() -> FactsExpression.ofRule(text))
                .isInstanceOf(ExpressionProblem.class)
                .hasMessageStartingWith("At character " + character + ": ")
                .hasMessageContaining(message);
    }
}
