package dev.signalbox.router.compare;

import dev.signalbox.router.usage.Cost;
import org.jspecify.annotations.Nullable;

/**
 * What a grader says of an answer.
 *
 * @param score from 0 to 1; {@code null} if it could not be graded, which is not 0
 * @param reason why, in a few words
 * @param cost what grading cost
 */
public record Grade(@Nullable Double score, String reason, Cost cost) {

    /**
     * Checks the score.
     *
     * @throws IllegalArgumentException if it is not between 0 and 1
     */
    public Grade {
        if (score != null && !(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("The score is " + score + ". It must be between 0 and 1.");
        }
    }

    /** Right or wrong. */
    public static Grade of(boolean right, String reason) {
        return new Grade(right ? 1.0 : 0.0, reason, Cost.ZERO);
    }

    /** Not graded. */
    public static Grade ungraded(String reason, Cost cost) {
        return new Grade(null, reason, cost);
    }
}
