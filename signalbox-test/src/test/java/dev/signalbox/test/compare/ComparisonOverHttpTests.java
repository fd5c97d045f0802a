package dev.signalbox.test.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.Router;
import dev.signalbox.router.compare.ComparedPrompt;
import dev.signalbox.router.compare.Comparison;
import dev.signalbox.router.compare.ComparisonResult;
import dev.signalbox.router.compare.Graders;
import dev.signalbox.router.compare.Outcome;
import dev.signalbox.router.output.JsonSchemaOutputValidator;
import dev.signalbox.router.policy.Condition;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.Rule;
import dev.signalbox.test.correlation.TestBed;
import dev.signalbox.test.provider.FakeReply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Comparisons of models that answer over HTTP. */
class ComparisonOverHttpTests {

    private final TestBed bed = new TestBed();

    @AfterEach
    void close() {
        bed.close();
    }

    static List<ComparedPrompt> prompts(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> ComparedPrompt.of("p" + number, "yes", "Say yes " + number)
                        .expected(List.of("yes"))
                        .build())
                .toList();
    }

    @Test
    void comparesAModelWithAPolicyWhateverTheRulesSay() {
        bed.strong.always(FakeReply.text("Yes."));
        bed.small.always(FakeReply.text("No."));
        Rule everythingStrays =
                new Rule("stray", new Condition(List.of(Condition.tags(Map.of("comparison", "yes")))), "unnamed");
        PolicySet rules = TestBed.POLICIES.withRules(everythingStrays);
        Router router = bed.router(TestBed.CATALOGUE, rules, more -> {});

        ComparisonResult result = Comparison.of(router)
                .name("yes")
                .prompts(prompts(20))
                .contenders("strong", "routine")
                .graders(Graders.exact())
                .build()
                .run();

        assertThat(result.report().verdict().winner()).isEqualTo("strong");
        assertThat(bed.strong.requestCount()).isEqualTo(20);
        assertThat(bed.small.requestCount()).isEqualTo(20);
        assertThat(bed.stray.requestCount()).isZero();
    }

    @Test
    void anOutcomeHoldsTheFailureOfAProvider() {
        bed.small.always(FakeReply.error(400));

        Outcome outcome = run(bed.router(), "small").outcomes().get(0);

        assertThat(outcome.failure()).isEqualTo("BAD_REQUEST");
        assertThat(outcome.grade()).isZero();
        assertThat(outcome.tried()).containsExactly("south/gpt-small");
        assertThat(outcome.deployment()).isNull();
    }

    /** One refusal makes the deployment cool down, and all that wait for it would fail. */
    @Test
    void whoIsAtALimitIsAskedAgainWhenItHasPassed() {
        bed.small.reply(FakeReply.text("Yes"), FakeReply.rateLimited(Duration.ofSeconds(3)));
        bed.small.always(FakeReply.text("Yes"));

        ComparisonResult result = compare(bed.router(), Duration.ofMinutes(1));

        assertThat(result.partial()).isFalse();
        assertThat(result.outcomes()).hasSize(20).extracting(Outcome::grade).containsOnly(1.0);
    }

    @Test
    void whoCannotBeAskedIsNoWorseForIt() {
        bed.small.reply(FakeReply.text("Yes"), FakeReply.rateLimited(Duration.ofMinutes(5)));
        bed.small.always(FakeReply.text("Yes"));

        ComparisonResult result = compare(bed.router(), Duration.ofSeconds(10));

        assertThat(result.partial()).isTrue();
        assertThat(result.outcomes())
                .isNotEmpty()
                .hasSizeLessThan(20)
                .extracting(Outcome::grade)
                .containsOnly(1.0);
        assertThat(result.report().verdict().text()).contains("not everything could be asked of 'small'");
    }

    @Test
    void nobodyWaitsForEverForWhoAsksForNoPause() {
        bed.small.always(FakeReply.rateLimited(Duration.ZERO));

        ComparisonResult result = compare(bed.router(), Duration.ofSeconds(2));

        assertThat(result.partial()).isTrue();
        assertThat(result.outcomes()).isEmpty();
        assertThat(result.called()).isZero();
    }

    private static ComparisonResult compare(Router router, Duration patience) {
        return Comparison.of(router)
                .prompts(prompts(20))
                .contenders("small")
                .graders(Graders.exact())
                .patience(patience)
                .build()
                .run();
    }

    @Test
    void theJudgeDoesNotLearnWhoAnsweredAndItsCostIsApart() {
        bed.small.always(FakeReply.text("Please."));
        bed.strong.always(FakeReply.text("{\"score\": 0.5, \"reason\": \"so so\"}"));

        ComparisonResult result = judged();

        assertThat(result.outcomes().get(0).grade()).isEqualTo(0.5);
        assertThat(result.outcomes().get(0).reasons()).containsEntry("judge:strong", "so so");
        assertThat(bed.strong.requests().get(0).body()).contains("Please.").doesNotContain("small");
        assertThat(result.gradingCost().pico()).isPositive();
        assertThat(result.cost()).isEqualTo(result.outcomes().get(0).cost());
    }

    @Test
    void aJudgeThatFailsLeavesTheAnswerUngraded() {
        bed.small.always(FakeReply.text("Please."));
        bed.strong.always(FakeReply.text("Fine!"));

        ComparisonResult result = judged();

        assertThat(result.ungraded()).isEqualTo(1);
        assertThat(result.outcomes().get(0).grade()).isNull();
        assertThat(result.gradingCost().pico()).isPositive();
    }

    private ComparisonResult judged() {
        return Comparison.of(bed.router())
                .prompts(List.of(ComparedPrompt.of("p", "c", "Ask politely")
                        .rubric("Polite")
                        .build()))
                .contenders("small")
                .graders(Graders.judge(bed.router(), "strong"))
                .build()
                .run();
    }

    @Test
    void holdsAnswersToTheirSchema() {
        bed.small.reply(FakeReply.text("{\"count\": 3}"), FakeReply.text("{\"count\": \"three\"}"));
        String schema = "{\"type\":\"object\",\"properties\":{\"count\":{\"type\":\"integer\"}}}";
        List<ComparedPrompt> prompts = List.of(
                ComparedPrompt.of("a", "c", "1").schema(schema).build(),
                ComparedPrompt.of("b", "c", "2").schema(schema).build(),
                ComparedPrompt.of("c", "c", "3")
                        .schema("{\"$ref\":\"http://x.invalid/\"}")
                        .build());

        ComparisonResult result = Comparison.of(bed.router())
                .prompts(prompts)
                .contenders("small")
                .graders(Graders.schema(new JsonSchemaOutputValidator()))
                .concurrency(1)
                .build()
                .run();

        assertThat(result.outcomes()).extracting(Outcome::grade).containsExactly(1.0, 0.0, null);
    }

    private static ComparisonResult run(Router router, String contender) {
        return Comparison.of(router)
                .prompts(prompts(1))
                .contenders(contender)
                .graders(Graders.exact())
                .build()
                .run();
    }
}
