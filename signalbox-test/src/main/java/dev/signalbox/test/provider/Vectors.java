package dev.signalbox.test.provider;

import java.util.List;
import java.util.Random;

/** Vectors as an embedding model gives them: of unit length, the same for the same text. */
final class Vectors {

    private static final int USUAL_LENGTH = 8;

    private Vectors() {}

    /** The vectors of a request's texts. */
    static List<float[]> of(ReceivedRequest request) {
        Integer asked = request.wire().dimensions(request.json());
        int length = asked == null ? USUAL_LENGTH : asked;
        return request.wire().texts(request.json()).stream()
                .map(text -> of(text, length))
                .toList();
    }

    private static float[] of(String text, int length) {
        Random random = new Random(text.hashCode());
        double[] parts = random.doubles(length, -1, 1).toArray();
        double square = 0;
        for (double part : parts) {
            square += part * part;
        }
        float[] vector = new float[length];
        for (int index = 0; index < length; index++) {
            vector[index] = (float) (parts[index] / Math.sqrt(square));
        }
        return vector;
    }
}
