package dev.signalbox.router.compare;

import dev.signalbox.router.compare.statistics.Bootstrap;
import dev.signalbox.router.compare.statistics.Interval;
import dev.signalbox.router.compare.statistics.Judgement;
import dev.signalbox.router.compare.statistics.Pairs;
import dev.signalbox.router.compare.statistics.Sample;
import dev.signalbox.router.compare.statistics.Standing;
import dev.signalbox.router.compare.statistics.Verdict;
import dev.signalbox.router.usage.Cost;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a report of outcomes. */
final class Conclusion {

    private final ComparisonBuilder parts;
    private final List<Outcome> outcomes;
    private final Bootstrap bootstrap;
    private final Map<String, Double> weights;

    Conclusion(ComparisonBuilder parts, List<Outcome> outcomes) {
        this.parts = parts;
        this.outcomes = outcomes;
        this.bootstrap = new Bootstrap(parts.settings.resamples(), () -> new SplittableRandom(parts.settings.seed()));
        this.weights = parts.prompts.stream().collect(Collectors.toMap(ComparedPrompt::id, ComparedPrompt::weight));
    }

    ComparisonResult result(Instant startedAt, Instant finishedAt, ComparisonRun run) {
        boolean partial = run.unfinished() > 0;
        Map<String, Sample> samples = samples(outcomes, Outcome::grade);
        Map<String, Sample> costs = samples(priced(), Conclusion::knownCost);
        Pairs pairs = Pairs.of(samples, bootstrap, parts.settings.confidence());
        List<ComparisonReport.Standing> standings = parts.contenders.stream()
                .map(contender -> standing(
                        contender,
                        grades(samples.get(contender.name())),
                        cost(costs.getOrDefault(contender.name(), sample(of(contender), Conclusion::knownCost)))))
                .toList();
        Verdict verdict = new Judgement(judged(standings), pairs, parts.settings.margin()).verdict();
        ComparisonReport report = new ComparisonReport(
                ComparisonReport.FORMAT,
                parts.settings.name(),
                startedAt,
                finishedAt,
                parts.settings.seed(),
                parts.settings.resamples(),
                parts.settings.confidence(),
                parts.settings.margin(),
                standings,
                categories(),
                pairs.all(),
                told(verdict, standings, run),
                ReportRows.prompts(parts.prompts),
                ReportRows.outcomes(outcomes),
                partial,
                ungraded(),
                sum(Outcome::gradingCost).usd());
        return new ComparisonResult(
                report, outcomes, partial, run.called(), ungraded(), sum(Outcome::cost), sum(Outcome::gradingCost));
    }

    private String why(ComparisonRun run) {
        int all = parts.prompts.size() * parts.contenders.size() * parts.settings.repetitions();
        return "Partial: " + (all - run.unfinished()) + " of " + all + " calls, because " + reason(run) + ".";
    }

    private String reason(ComparisonRun run) {
        if (run.overCost()) {
            return "the cost limit of $" + parts.settings.stopAtCost() + " was reached";
        }
        return run.unasked().isEmpty()
                ? "it was interrupted"
                : "of limits, cooldowns, budgets or keys not everything could be asked of " + named(run.unasked());
    }

    private static String named(Collection<String> contenders) {
        return contenders.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }

    /** What a reader of the verdict should know about its numbers. */
    private Verdict told(Verdict verdict, List<ComparisonReport.Standing> standings, ComparisonRun run) {
        String failures = standings.stream()
                .filter(standing -> standing.failed() > 0)
                .map(standing -> standing.failed() + " calls of '" + standing.name() + "'")
                .collect(Collectors.joining(", "));
        Verdict told = failures.isEmpty() ? verdict : verdict.after("Failed, and counted as 0: " + failures + ".");
        return run.unfinished() > 0 ? told.after(why(run)) : told;
    }

    private int ungraded() {
        return (int)
                outcomes.stream().filter(outcome -> outcome.grade() == null).count();
    }

    private Cost sum(Function<Outcome, Cost> part) {
        return outcomes.stream().map(part).reduce(Cost.ZERO, Cost::plus);
    }

    private List<Outcome> of(Contender contender) {
        return outcomes.stream()
                .filter(outcome -> outcome.contender().equals(contender.name()))
                .toList();
    }

    /**
     * By contender, in order; without those that have no value. Of the prompts those that all of them have, lest one be better
     * or cheaper for having had easier ones.
     */
    private Map<String, Sample> samples(List<Outcome> chosen, Function<Outcome, @Nullable Double> value) {
        Map<String, Sample> samples = new LinkedHashMap<>();
        for (Contender contender : parts.contenders) {
            Sample sample = sample(
                    chosen.stream()
                            .filter(outcome -> outcome.contender().equals(contender.name()))
                            .toList(),
                    value);
            if (sample.size() > 0) {
                samples.put(contender.name(), sample);
            }
        }
        samples.replaceAll((name, sample) -> sample.at(samples.values()));
        return samples;
    }

    /** Repetitions of a prompt become their mean; what has no value is left out. */
    private Sample sample(List<Outcome> chosen, Function<Outcome, @Nullable Double> value) {
        return new Sample(
                chosen.stream()
                        .filter(outcome -> value.apply(outcome) != null)
                        .collect(Collectors.groupingBy(Outcome::prompt, Collectors.averagingDouble(value::apply))),
                weights);
    }

    /** Of contenders whose costs are all known: one of another would leave the rest few prompts to be compared at. */
    private List<Outcome> priced() {
        Set<String> unpriced = outcomes.stream()
                .filter(outcome -> !outcome.costComplete())
                .map(Outcome::contender)
                .collect(Collectors.toSet());
        return outcomes.stream()
                .filter(outcome -> !unpriced.contains(outcome.contender()))
                .toList();
    }

    private static @Nullable Double knownCost(Outcome outcome) {
        return outcome.costComplete() ? Double.valueOf(outcome.costUsd().doubleValue()) : null;
    }

    private @Nullable Interval grades(@Nullable Sample sample) {
        return sample == null || sample.size() == 0 ? null : bootstrap.mean(sample, parts.settings.confidence(), 0, 1);
    }

    private @Nullable Interval cost(Sample sample) {
        return sample.size() == 0 ? null : bootstrap.mean(sample, parts.settings.confidence());
    }

    private ComparisonReport.Standing standing(
            Contender contender, @Nullable Interval quality, @Nullable Interval cost) {
        List<Outcome> mine = of(contender);
        int failed =
                (int) mine.stream().filter(outcome -> outcome.failure() != null).count();
        return new ComparisonReport.Standing(
                contender.name(),
                contender.kind(),
                (int) mine.stream().map(Outcome::prompt).distinct().count(),
                mine.size() - failed,
                failed,
                quality,
                ReportRows.costs(mine, cost),
                ReportRows.latency(mine),
                ReportRows.tokens(mine),
                ReportRows.deployments(mine));
    }

    private static List<Standing> judged(List<ComparisonReport.Standing> standings) {
        List<Standing> judged = new ArrayList<>();
        for (ComparisonReport.Standing standing : standings) {
            BigDecimal mean =
                    standing.costUsd().unknown() == 0 ? standing.costUsd().mean() : null;
            judged.add(new Standing(standing.name(), standing.quality(), mean == null ? null : mean.doubleValue()));
        }
        return judged;
    }

    private List<ComparisonReport.CategoryRow> categories() {
        return parts.prompts.stream()
                .map(ComparedPrompt::category)
                .distinct()
                .map(this::category)
                .toList();
    }

    private ComparisonReport.CategoryRow category(String category) {
        List<Outcome> chosen = outcomes.stream()
                .filter(outcome -> outcome.category().equals(category))
                .toList();
        List<ComparisonReport.Cell> cells = new ArrayList<>();
        samples(chosen, Outcome::grade).forEach((name, sample) -> {
            Interval quality = grades(sample);
            if (quality != null) {
                cells.add(new ComparisonReport.Cell(name, quality.n(), quality.mean(), quality.low(), quality.high()));
            }
        });
        return new ComparisonReport.CategoryRow(category, cells);
    }
}
