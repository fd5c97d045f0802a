package dev.signalbox.router.compare;

import dev.signalbox.router.compare.statistics.Interval;
import dev.signalbox.router.compare.statistics.Pair;
import dev.signalbox.router.compare.statistics.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison found, as it is written to JSON.
 *
 * @param format names the format
 * @param name the comparison's name
 * @param startedAt when it began
 * @param finishedAt when it ended
 * @param seed of the resamples
 * @param resamples how many draws an interval rests on at least
 * @param confidence of the intervals
 * @param margin how much worse than any other is still good enough
 * @param contenders how each one did
 * @param categories the same by category
 * @param pairs each against each
 * @param verdict what follows
 * @param prompts what was asked
 * @param outcomes what came of it
 * @param partial whether calls are missing; the verdict says why
 * @param ungraded how many answers have no grade and are left out of the quality
 * @param gradingCostUsd what judges cost, as far as it is known
 */
public record ComparisonReport(
        String format,
        String name,
        Instant startedAt,
        Instant finishedAt,
        long seed,
        int resamples,
        double confidence,
        double margin,
        List<Standing> contenders,
        List<CategoryRow> categories,
        List<Pair> pairs,
        Verdict verdict,
        List<PromptRow> prompts,
        List<OutcomeRow> outcomes,
        boolean partial,
        int ungraded,
        BigDecimal gradingCostUsd) {

    /** The format's name and version. */
    public static final String FORMAT = "signalbox-comparison/1";

    /** Copies the lists. */
    public ComparisonReport {
        contenders = List.copyOf(contenders);
        categories = List.copyOf(categories);
        pairs = List.copyOf(pairs);
        prompts = List.copyOf(prompts);
        outcomes = List.copyOf(outcomes);
    }

    /**
     * How a contender did.
     *
     * @param name the contender
     * @param kind model or policy
     * @param prompts how many it was asked
     * @param answered how many calls it answered
     * @param failed how many calls failed
     * @param quality over the prompts at which all have a grade; failures count as 0; {@code null} without a grade
     * @param costUsd what a prompt costs
     * @param latencyMillis how long answers took, {@code null} without an answer
     * @param tokens of all calls
     * @param deployments how many calls each deployment answered
     */
    public record Standing(
            String name,
            Contender.Kind kind,
            int prompts,
            int answered,
            int failed,
            @Nullable Interval quality,
            Costs costUsd,
            @Nullable Latency latencyMillis,
            Tokens tokens,
            Map<String, Integer> deployments) {}

    /**
     * What a prompt costs, and all of them.
     *
     * @param mean of a prompt, over those of all whose costs are known; {@code null} if no cost is known
     * @param low the lower end of its interval
     * @param high its upper end
     * @param total of all calls whose cost is known, {@code null} if there are none
     * @param unknown how many calls have no known cost
     */
    public record Costs(
            @Nullable BigDecimal mean,
            @Nullable BigDecimal low,
            @Nullable BigDecimal high,
            @Nullable BigDecimal total,
            int unknown) {}

    /**
     * How long answers took, in milliseconds.
     *
     * @param p50 half took no longer
     * @param p90 nine in ten took no longer
     * @param p99 nearly all took no longer
     * @param mean the mean
     */
    public record Latency(long p50, long p90, long p99, long mean) {}

    /**
     * Tokens of all calls.
     *
     * @param input of the prompts
     * @param output of the answers
     */
    public record Tokens(long input, long output) {}

    /**
     * How the contenders did in a category.
     *
     * @param category the category
     * @param cells one for each contender with a grade
     */
    public record CategoryRow(String category, List<Cell> cells) {}

    /**
     * How a contender did in a category.
     *
     * @param contender the contender
     * @param n how many prompts
     * @param mean its quality
     * @param low the lower end of the interval
     * @param high its upper end
     */
    public record Cell(String contender, int n, double mean, double low, double high) {}

    /**
     * A prompt.
     *
     * @param id its id
     * @param category its category
     * @param text the user's text
     * @param messages all that was sent, that text at the end
     * @param expected what the graders wanted
     */
    public record PromptRow(
            String id,
            String category,
            String text,
            List<PromptMessage> messages,
            @Nullable String expected) {}

    /**
     * An outcome, in short.
     *
     * @param prompt the prompt's id
     * @param contender the contender
     * @param repetition 0 for the first
     * @param grade from 0 to 1, {@code null} if ungraded
     * @param grades by grader
     * @param reasons by grader
     * @param answer the answer
     * @param costUsd {@code null} if any of it is unknown
     * @param latencyMillis how long it took
     * @param inputTokens of all attempts
     * @param outputTokens of all attempts
     * @param deployment which answered
     * @param failure the kind of the failure
     */
    public record OutcomeRow(
            String prompt,
            String contender,
            int repetition,
            @Nullable Double grade,
            Map<String, Double> grades,
            Map<String, String> reasons,
            @Nullable String answer,
            @Nullable BigDecimal costUsd,
            long latencyMillis,
            long inputTokens,
            long outputTokens,
            @Nullable String deployment,
            @Nullable String failure) {}
}
