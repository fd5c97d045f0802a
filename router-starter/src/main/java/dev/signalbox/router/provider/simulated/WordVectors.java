package dev.signalbox.router.provider.simulated;

import dev.langchain4j.data.embedding.Embedding;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * Vectors of unit length that follow from the text alone: each word has a direction of its own, and a text is the sum of its
 * words, so that texts are the nearer the more words they share.
 *
 * @param dimensions how long the vectors are
 */
record WordVectors(int dimensions) {

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    Embedding embedding(String text) {
        List<String> words = BETWEEN_WORDS
                .splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
        double[] sum = new double[dimensions];
        (words.isEmpty() ? List.of(text) : words).forEach(word -> add(word, sum));
        return normalised(sum);
    }

    private static void add(String word, double[] sum) {
        SplittableRandom random = new SplittableRandom(hash(word));
        for (int index = 0; index < sum.length; index++) {
            sum[index] += 2 * random.nextDouble() - 1;
        }
    }

    /** FNV-1a, 64 bits: that of strings is too short to tell all words apart. */
    private static long hash(String word) {
        long hash = 0xcbf29ce484222325L;
        for (int index = 0; index < word.length(); index++) {
            hash = (hash ^ word.charAt(index)) * 0x100000001b3L;
        }
        return hash;
    }

    private static Embedding normalised(double[] sum) {
        double square = 0;
        for (double part : sum) {
            square += part * part;
        }
        double length = Math.sqrt(square);
        float[] vector = new float[sum.length];
        for (int index = 0; index < sum.length; index++) {
            vector[index] = (float) (sum[index] / length);
        }
        return Embedding.from(vector);
    }
}
