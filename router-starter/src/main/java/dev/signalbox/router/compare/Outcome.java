package dev.signalbox.router.compare;

import dev.signalbox.router.usage.Cost;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * What came of one prompt with one contender: a line of the format {@value #FORMAT}.
 *
 * @param format names the format
 * @param comparison the comparison's name
 * @param prompt the prompt's id
 * @param contentHash of what was sent; another one is another call
 * @param gradingHash of what was asked of the answer; another one is another grade
 * @param category the prompt's category
 * @param messages what was sent
 * @param needs what a deployment had to be able to do
 * @param characters of the messages together
 * @param estimatedTokens of the messages, by the router's rule of thumb
 * @param contender the contender's name
 * @param kind model or policy
 * @param repetition 0 for the first
 * @param askedAt when it was first to be asked
 * @param grade the mean of the grades, 0 after a failure, {@code null} if one of its graders gave none
 * @param grades by grader
 * @param reasons by grader, also of those that gave no grade
 * @param answer the answer, {@code null} after a failure
 * @param deployment which answered, {@code null} after a failure
 * @param tried the deployments of all attempts
 * @param attempts how many there were
 * @param inputTokens of all attempts
 * @param outputTokens of all attempts
 * @param costUsd of all attempts, as far as it is known
 * @param costComplete whether that is all of it
 * @param latencyMillis from the call to its end, fallbacks included
 * @param failure the kind of the failure, {@code null} after an answer
 * @param gradingCostUsd what judges cost, all that ever graded it together, as far as it is known
 * @param gradingCostComplete whether that is all of it
 */
@Builder(toBuilder = true)
public record Outcome(
        String format,
        String comparison,
        String prompt,
        String contentHash,
        String gradingHash,
        String category,
        List<PromptMessage> messages,
        List<String> needs,
        int characters,
        int estimatedTokens,
        String contender,
        Contender.Kind kind,
        int repetition,
        Instant askedAt,
        @Nullable Double grade,
        Map<String, Double> grades,
        Map<String, String> reasons,
        @Nullable String answer,
        @Nullable String deployment,
        List<String> tried,
        int attempts,
        long inputTokens,
        long outputTokens,
        BigDecimal costUsd,
        boolean costComplete,
        long latencyMillis,
        @Nullable String failure,
        BigDecimal gradingCostUsd,
        boolean gradingCostComplete) {

    /** The format's name and version. */
    public static final String FORMAT = "signalbox-outcomes/1";

    /** Which call it is. */
    public Key key() {
        return new Key(prompt, contentHash, contender, repetition);
    }

    /** What all attempts cost. */
    public Cost cost() {
        return cost(costUsd, costComplete);
    }

    /** What grading cost. */
    public Cost gradingCost() {
        return cost(gradingCostUsd, gradingCostComplete);
    }

    private static Cost cost(BigDecimal usd, boolean complete) {
        return new Cost(usd.movePointRight(12).longValueExact(), complete);
    }

    /**
     * What makes one call the same as another.
     *
     * @param prompt the prompt's id
     * @param contentHash of what is sent
     * @param contender the contender's name
     * @param repetition 0 for the first
     */
    public record Key(String prompt, String contentHash, String contender, int repetition) {}
}
