package dev.signalbox.samples.rag.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.samples.rag.Handbook;
import dev.signalbox.samples.rag.search.SearchMethod;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class EvaluationTests {

    private final Questions questions = new Questions(new JsonMapper());

    @Test
    void hasQuestionsThatTheDocumentsAnswer() {
        for (QuestionSet set : QuestionSet.values()) {
            assertThat(questions.answerable(set))
                    .allSatisfy(question -> assertThat(Handbook.INDEX.document(question.document()))
                            .as("the passage of %s", question.id())
                            .anyMatch(question::isAnsweredBy));
        }
        assertThat(questions.answerable(QuestionSet.FROZEN)).hasSize(65);
        assertThat(questions.answerable(QuestionSet.TUNING)).hasSize(108);
    }

    @Test
    void findsByBothMethodsWhatTheBetterOneFinds() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        EvaluationReport report = new EvaluationReport(new Evaluation(Handbook.SEARCH), questions, 0.62);

        boolean kept = report.print(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(kept).as(printed.toString(StandardCharsets.UTF_8)).isTrue();
    }

    @Test
    void noticesAMethodThatIsBetterByItself() {
        Score both = new Score(20, 0.5, 0.5);

        assertThat(isBest(both, new Score(20, 0.5, 0.5))).isTrue();
        assertThat(isBest(both, new Score(20, 0.55, 0.4))).isFalse();
        assertThat(isBest(both, new Score(20, 0.4, 0.55))).isFalse();
    }

    private static boolean isBest(Score both, Score single) {
        Score weak = new Score(20, 0.1, 0.1);
        return EvaluationReport.isBest(
                        Map.of(SearchMethod.KEYWORD, weak, SearchMethod.VECTOR, single, SearchMethod.HYBRID, both))
                && EvaluationReport.isBest(
                        Map.of(SearchMethod.KEYWORD, single, SearchMethod.VECTOR, weak, SearchMethod.HYBRID, both));
    }

    @Test
    void countsRanks() {
        Score score = Score.of(List.of(1, 2, 6, 0));

        assertThat(score.hitRate()).isEqualTo(0.5);
        assertThat(score.reciprocalRank()).isEqualTo((1 + 1 / 2.0 + 1 / 6.0) / 4);
    }
}
