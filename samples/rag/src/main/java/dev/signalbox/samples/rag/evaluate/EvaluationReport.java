package dev.signalbox.samples.rag.evaluate;

import dev.signalbox.samples.rag.search.PassageSearch;
import dev.signalbox.samples.rag.search.SearchMethod;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/** Tells how well passages are found. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class EvaluationReport {

    private final Evaluation evaluation;
    private final Questions questions;
    private final double threshold;

    /**
     * Makes it.
     *
     * @param json reads the questions
     * @param threshold the similarity below which questions are not answered
     */
    public static EvaluationReport of(PassageSearch search, JsonMapper json, double threshold) {
        return new EvaluationReport(new Evaluation(search), new Questions(json), threshold);
    }

    /**
     * Asks all questions and prints what came of it.
     *
     * @return whether on the frozen questions both methods together are at least as good as either, in hits and in ranks
     */
    public boolean print(PrintStream out) {
        out.println("method    set     questions  hit rate@5  MRR@10");
        boolean kept = true;
        for (QuestionSet set : QuestionSet.values()) {
            Map<SearchMethod, Score> scores = evaluation.scores(questions.answerable(set));
            scores.forEach((method, score) -> out.println(line(method, set, score)));
            kept &= set != QuestionSet.FROZEN || isBest(scores);
        }
        out.println();
        for (QuestionSet set : QuestionSet.values()) {
            out.println(refusals(set));
        }
        return kept;
    }

    private static String line(SearchMethod method, QuestionSet set, Score score) {
        return String.format(
                Locale.ROOT,
                "%-8s  %-6s  %9d  %10.3f  %6.3f",
                lower(method),
                lower(set),
                score.questions(),
                score.hitRate(),
                score.reciprocalRank());
    }

    static boolean isBest(Map<SearchMethod, Score> scores) {
        Score hybrid = Objects.requireNonNull(scores.get(SearchMethod.HYBRID));
        return Stream.of(SearchMethod.KEYWORD, SearchMethod.VECTOR)
                .map(scores::get)
                .allMatch(single ->
                        hybrid.hitRate() >= single.hitRate() && hybrid.reciprocalRank() >= single.reciprocalRank());
    }

    private String refusals(QuestionSet set) {
        List<Double> known = evaluation.similarities(
                questions.answerable(set).stream().map(Question::question).toList());
        List<Double> unknown = evaluation.similarities(questions.unanswerable(set));
        return String.format(
                Locale.ROOT,
                "Below the threshold of %.2f, %s: %d of %d questions without an answer, %d of %d with one",
                threshold,
                lower(set),
                below(unknown),
                unknown.size(),
                below(known),
                known.size());
    }

    private long below(List<Double> similarities) {
        return similarities.stream()
                .filter(similarity -> similarity < threshold)
                .count();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
