package dev.signalbox.router.compare;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.store.embedding.CosineSimilarity;
import dev.signalbox.router.usage.Cost;
import java.util.Locale;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Compares meanings. */
record SimilarityCheck(EmbeddingModel model, @Nullable Double threshold) implements BiFunction<String, String, Grade> {

    SimilarityCheck {
        if (threshold != null && !(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException(
                    "The threshold is " + threshold + ". It must be above 0 and at most 1, for example 0.8.");
        }
    }

    @Override
    public Grade apply(String reference, String answer) {
        if (answer.isBlank()) {
            return Grade.of(false, "blank");
        }
        double cosine = CosineSimilarity.between(
                model.embed(reference).content(), model.embed(answer).content());
        String reason = String.format(Locale.ROOT, "cosine %.3f", cosine);
        return threshold == null
                ? new Grade(Math.min(1, Math.max(0, cosine)), reason, Cost.ZERO)
                : Grade.of(cosine >= threshold, reason);
    }
}
