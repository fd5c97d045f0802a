package dev.signalbox.samples.rag.evaluate;

import dev.signalbox.samples.rag.search.Hit;
import dev.signalbox.samples.rag.search.PassageSearch;
import dev.signalbox.samples.rag.search.SearchMethod;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;

/** Asks the search all questions, and sees where it finds the answers. */
@RequiredArgsConstructor
final class Evaluation {

    private static final int LOOKS_AT = 10;

    private final PassageSearch search;

    /** The scores of all methods on the same questions. */
    Map<SearchMethod, Score> scores(List<Question> questions) {
        Map<SearchMethod, Score> scores = new EnumMap<>(SearchMethod.class);
        for (SearchMethod method : SearchMethod.values()) {
            List<Integer> ranks =
                    questions.stream().map(question -> rank(question, method)).toList();
            scores.put(method, Score.of(ranks));
        }
        return scores;
    }

    /** From 1; 0 if none of the passages found holds the answer. */
    private int rank(Question question, SearchMethod method) {
        List<Hit> hits = search.find(question.question(), method, LOOKS_AT);
        for (int i = 0; i < hits.size(); i++) {
            if (question.isAnsweredBy(hits.get(i).passage())) {
                return i + 1;
            }
        }
        return 0;
    }

    /** How near the nearest passage is to each question, in ascending order. */
    List<Double> similarities(List<String> questions) {
        return questions.stream()
                .map(question -> search.find(question, SearchMethod.HYBRID, LOOKS_AT).stream()
                        .mapToDouble(Hit::similarity)
                        .max()
                        .orElse(-1))
                .sorted()
                .toList();
    }
}
