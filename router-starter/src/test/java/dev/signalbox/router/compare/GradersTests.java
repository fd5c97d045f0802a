package dev.signalbox.router.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.router.compare.statistics.Verdict;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Graders where prompts or answers are nasty. */
class GradersTests {

    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() {
        fixture.router.close();
    }

    @Test
    void aPatternThatWouldNeverEndIsGivenUp() {
        assertThat(new RegexCheck(1_000).apply("b$", "aab")).isEqualTo(Grade.of(true, "pattern"));
        assertThatThrownBy(() -> new RegexCheck(1_000).apply("(a+)+$", "a".repeat(40) + "b"))
                .hasToString("dev.signalbox.router.compare.RegexCheck$PatternTooSlowException");
    }

    @Test
    void aPatternThatOverflowsTheStackLeavesOneAnswerUngradedAndEndsNothing() {
        fixture.small = text -> "ab".repeat(100_000);
        ComparisonResult result = Comparison.of(fixture.router)
                .prompts(List.of(
                        ComparedPrompt.of("nested", "c", "1").regex("(a|b)*c").build(),
                        ComparedPrompt.of("plain", "c", "2").regex("a").build()))
                .contenders("small")
                .graders(Graders.regex())
                .build()
                .run();

        assertThat(result.outcomes()).extracting(Outcome::grade).containsExactly(null, 1.0);
        assertThat(result.outcomes().get(0).reasons()).containsEntry("regex", "The grader failed: StackOverflowError");
    }

    @Test
    void nobodyIsBetterThanOneWhoseAnswersCouldNotBeGraded() {
        Grader shy = new SimpleGrader("shy", ComparedPrompt::id, (id, answer) -> {
            if (answer.equals("wrong")) {
                throw new IllegalStateException();
            }
            return Grade.of(true, "");
        });
        Verdict verdict = Comparison.of(fixture.router)
                .prompts(Fixture.prompts(30))
                .contenders("strong", "small")
                .graders(shy)
                .build()
                .run()
                .report()
                .verdict();

        assertThat(verdict.goodEnough()).isNull();
        assertThat(verdict.text()).startsWith("Too few prompts for a verdict: 0 graded");
    }

    @Test
    void spacesAndAccentsAreThoseOfPeople() {
        ComparedPrompt prompt = ComparedPrompt.of("p", "c", "x")
                .expected(List.of("12 500 cafés"))
                .build();

        assertThat(Graders.exact()
                        .grade(prompt, "12\u00a0500\u202f Cafe\u0301s.\u00a0")
                        .score())
                .isEqualTo(1);
        assertThat(Graders.exact(Normalisation.STRICT)
                        .grade(prompt, "12 500 cafe\u0301s")
                        .score())
                .isEqualTo(1);
        assertThat(Graders.exact(Normalisation.STRICT)
                        .grade(prompt, "12\u00a0500 cafés")
                        .score())
                .isEqualTo(0);
    }

    @Test
    void marksAtTheEndDoNotMatterUnlessTheyAreAll() {
        ComparedPrompt yes =
                ComparedPrompt.of("p", "c", "x").expected(List.of("oui")).build();
        ComparedPrompt mark =
                ComparedPrompt.of("p", "c", "x").expected(List.of("?")).build();

        assertThat(Graders.exact().grade(yes, "Oui\u202f!").score()).isEqualTo(1);
        assertThat(Graders.exact().grade(mark, "?").score()).isEqualTo(1);
        assertThat(Graders.exact().grade(mark, "...").score()).isEqualTo(0);
        assertThat(Graders.exact().grade(mark, "").score()).isEqualTo(0);
    }

    @Test
    void textsAreFoundWhateverTheirSpaces() {
        ComparedPrompt prompt = ComparedPrompt.of("p", "c", "x")
                .contains(List.of("12 500", "cafés", " "))
                .build();

        assertThat(Graders.contains()
                        .grade(prompt, "In 12\u202f500\nCafe\u0301s")
                        .score())
                .isEqualTo(2 / 3.0);
    }

    @Test
    void oneExpectedTextWithACommaIsNotTwo() {
        ComparedPrompt one =
                ComparedPrompt.of("p", "c", "x").expected(List.of("a, b")).build();
        ComparedPrompt two = one.toBuilder().expected(List.of("a", "b")).build();

        assertThat(Hashes.ofGrading(one)).isNotEqualTo(Hashes.ofGrading(two));
    }

    private static final ComparedPrompt CONVERSATION = ComparedPrompt.builder()
            .id("p")
            .category("c")
            .messages(List.of(
                    new PromptMessage(PromptMessage.Role.SYSTEM, "Be brief."),
                    new PromptMessage(PromptMessage.Role.USER, "Hello"),
                    new PromptMessage(PromptMessage.Role.ASSISTANT, "Hello. How can I help?"),
                    new PromptMessage(PromptMessage.Role.USER, "Say yes.")))
            .expected(List.of("yes", "Yes."))
            .contains(List.of("y", "s"))
            .regex("y.s")
            .schema("{}")
            .reference("Yes")
            .rubric("Friendly")
            .build();

    @Test
    void theJudgeLearnsWhoSaidWhatInAConversation() {
        StringBuilder asked = new StringBuilder();
        fixture.small = text -> {
            asked.append(text);
            return "{\"score\": 1, \"reason\": \"\"}";
        };

        Grade grade = Graders.judge(fixture.router, "small").grade(CONVERSATION, "yes");

        assertThat(grade.score()).isEqualTo(1);
        assertThat(asked)
                .contains("system: Be brief.\nuser: Hello\nassistant: Hello. How can I help?\nuser: Say yes.\n");
    }

    @Test
    void allThatIsWantedIsShownToPeople() {
        assertThat(CONVERSATION.wanted())
                .isEqualTo("yes | Yes.\ncontains y, s\nmatches y.s\nmeets {}\nreference: Yes\nrubric: Friendly");
        assertThat(ComparedPrompt.of("p", "c", "x").build().wanted()).isNull();
    }

    @Test
    void theReportHoldsTheWholeConversation() {
        ComparisonReport.PromptRow row =
                ReportRows.prompts(List.of(CONVERSATION)).get(0);

        assertThat(row.messages()).isEqualTo(CONVERSATION.messages());
        assertThat(row.text()).isEqualTo("Say yes.");
    }
}
