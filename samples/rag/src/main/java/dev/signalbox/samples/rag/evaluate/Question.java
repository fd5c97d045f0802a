package dev.signalbox.samples.rag.evaluate;

import dev.signalbox.samples.rag.document.Passage;
import java.text.Normalizer;
import java.util.Locale;

/**
 * A question whose answer is known.
 *
 * @param id names it
 * @param set which set it belongs to
 * @param question what is asked
 * @param document the document that answers it
 * @param passage words of that document that do
 */
record Question(String id, QuestionSet set, String question, String document, String passage) {

    /** Whether the passage holds the answer. */
    boolean isAnsweredBy(Passage found) {
        return found.document().equals(document) && plain(found.text()).contains(plain(passage));
    }

    /** Quotes, dashes, case and spaces differ by format, not by meaning. */
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ENGLISH)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
    }
}
