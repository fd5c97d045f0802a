package dev.signalbox.router.provider.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.store.embedding.CosineSimilarity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordVectorsTests {

    private final WordVectors vectors = new WordVectors(256);

    @ParameterizedTest
    @ValueSource(strings = {"The cat sits on the mat.", "x", " ", "?!", "日本語 テスト"})
    void haveUnitLengthAndFollowFromTheText(String text) {
        Embedding first = vectors.embedding(text);

        double square = 0;
        for (float part : first.vector()) {
            square += part * part;
        }
        assertThat(square).isCloseTo(1, within(1e-4));
        assertThat(first.dimension()).isEqualTo(256);
        assertThat(vectors.embedding(text)).isEqualTo(first);
    }

    @Test
    void areTheNearerTheMoreWordsTheyShare() {
        Embedding question = vectors.embedding("How do I reset my password?");

        double same = similarity(question, "How do I reset my PASSWORD");
        double near = similarity(question, "Reset the password in the settings.");
        double far = similarity(question, "Ferries leave Bergen at noon.");

        assertThat(same).isCloseTo(1, within(1e-6));
        assertThat(near).isGreaterThan(far + 0.2).isLessThan(same);
    }

    private double similarity(Embedding one, String other) {
        return CosineSimilarity.between(one, vectors.embedding(other));
    }
}
