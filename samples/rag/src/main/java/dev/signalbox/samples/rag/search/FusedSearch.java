package dev.signalbox.samples.rag.search;

import dev.signalbox.samples.rag.document.Passage;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import lombok.RequiredArgsConstructor;

/**
 * Searches an index by words, by meaning, or by both. Fused, a passage's score is its cosine and, if it was found by words, a
 * share of a bonus of {@value #BONUS}: the more its words stand out from those of the other finds, the larger the share, which
 * is the softmax of their scores in proportion to the best. So a word that only one passage has lifts it up, and words that
 * many have leave the order to the meaning. Bonus and temperature were chosen on the tuning questions, where this did better
 * than a bonus by rank, reciprocal rank fusion and weighted sums of both scores.
 */
@RequiredArgsConstructor
public final class FusedSearch implements PassageSearch {

    private static final int CANDIDATES = 50;
    private static final double BONUS = 0.2;
    private static final double TEMPERATURE = 0.15;

    private final PassageIndex index;
    private final Embedder embedder;

    @Override
    public List<Hit> find(String query, SearchMethod method, int max) {
        float[] vector = embedder.query(query);
        Map<String, Hit> hits =
                switch (method) {
                    case KEYWORD -> hits(index.keyword(query, max), vector, Match::score);
                    case VECTOR -> hits(index.nearest(vector, max), vector, match -> match.similarity(vector));
                    case HYBRID -> fused(query, vector);
                };
        return hits.values().stream()
                .sorted(Comparator.comparingDouble(Hit::score).reversed())
                .limit(max)
                .toList();
    }

    private Map<String, Hit> fused(String query, float[] vector) {
        List<Match> words = index.keyword(query, CANDIDATES);
        Map<String, Hit> hits = hits(index.nearest(vector, CANDIDATES), vector, match -> match.similarity(vector));
        double all = words.stream().mapToDouble(match -> weight(match, words)).sum();
        hits.putAll(hits(words, vector, match -> match.similarity(vector) + BONUS * weight(match, words) / all));
        return hits;
    }

    /** Of a find by words among all of them, best first; the best one weighs most. */
    private static double weight(Match match, List<Match> words) {
        double best = Math.max(words.get(0).score(), Double.MIN_NORMAL);
        return Math.exp((match.score() / best - 1) / TEMPERATURE);
    }

    private static Map<String, Hit> hits(List<Match> matches, float[] vector, ToDoubleFunction<Match> score) {
        Map<String, Hit> hits = new LinkedHashMap<>();
        for (Match match : matches) {
            Hit hit = new Hit(match.passage(), score.applyAsDouble(match), match.similarity(vector));
            hits.put(match.passage().id(), hit);
        }
        return hits;
    }

    @Override
    public List<Passage> document(String document) {
        return index.document(document);
    }
}
