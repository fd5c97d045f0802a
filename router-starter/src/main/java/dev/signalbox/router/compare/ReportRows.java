package dev.signalbox.router.compare;

import dev.signalbox.router.compare.statistics.Interval;
import dev.signalbox.router.usage.Cost;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of a report that need no statistics. */
final class ReportRows {

    private ReportRows() {}

    static List<ComparisonReport.PromptRow> prompts(List<ComparedPrompt> prompts) {
        return prompts.stream()
                .map(prompt -> new ComparisonReport.PromptRow(
                        prompt.id(), prompt.category(), prompt.text(), prompt.messages(), prompt.wanted()))
                .toList();
    }

    static List<ComparisonReport.OutcomeRow> outcomes(List<Outcome> outcomes) {
        return outcomes.stream().map(ReportRows::outcome).toList();
    }

    private static ComparisonReport.OutcomeRow outcome(Outcome outcome) {
        return new ComparisonReport.OutcomeRow(
                outcome.prompt(),
                outcome.contender(),
                outcome.repetition(),
                outcome.grade(),
                outcome.grades(),
                outcome.reasons(),
                outcome.answer(),
                outcome.costComplete() ? plain(outcome.costUsd()) : null,
                outcome.latencyMillis(),
                outcome.inputTokens(),
                outcome.outputTokens(),
                outcome.deployment(),
                outcome.failure());
    }

    static ComparisonReport.Costs costs(List<Outcome> outcomes, @Nullable Interval interval) {
        List<Cost> known =
                outcomes.stream().map(Outcome::cost).filter(Cost::complete).toList();
        BigDecimal total = known.stream().reduce(Cost.ZERO, Cost::plus).usd();
        return new ComparisonReport.Costs(
                interval == null ? null : usd(interval.mean()),
                interval == null ? null : usd(interval.low()),
                interval == null ? null : usd(interval.high()),
                known.isEmpty() ? null : plain(total),
                outcomes.size() - known.size());
    }

    private static BigDecimal usd(double value) {
        return plain(BigDecimal.valueOf(value).setScale(12, RoundingMode.HALF_UP));
    }

    private static BigDecimal plain(BigDecimal value) {
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }

    static ComparisonReport.@Nullable Latency latency(List<Outcome> outcomes) {
        List<Long> times = outcomes.stream()
                .filter(outcome -> outcome.failure() == null)
                .map(Outcome::latencyMillis)
                .sorted()
                .toList();
        if (times.isEmpty()) {
            return null;
        }
        long mean =
                Math.round(times.stream().mapToLong(Long::longValue).average().orElseThrow());
        return new ComparisonReport.Latency(ranked(times, 50), ranked(times, 90), ranked(times, 99), mean);
    }

    /** The nearest rank. */
    private static long ranked(List<Long> sorted, int percent) {
        return sorted.get((sorted.size() * percent + 99) / 100 - 1);
    }

    static ComparisonReport.Tokens tokens(List<Outcome> outcomes) {
        return new ComparisonReport.Tokens(
                outcomes.stream().mapToLong(Outcome::inputTokens).sum(),
                outcomes.stream().mapToLong(Outcome::outputTokens).sum());
    }

    static Map<String, Integer> deployments(List<Outcome> outcomes) {
        return outcomes.stream()
                .map(Outcome::deployment)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(
                        deployment -> deployment, TreeMap::new, Collectors.summingInt(deployment -> 1)));
    }
}
