package dev.signalbox.router.compare.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Comes to a verdict. A contender is good enough if the lower end of its difference to every other is not below minus the
 * margin: non-inferiority with a margin set beforehand (G. Piaggio and others, Reporting of Noninferiority and Equivalence
 * Randomized Trials, JAMA 2012, 308(24), 2594) to whoever is the best in truth (J. C. Hsu, Simultaneous Confidence Intervals
 * for All Distances From the Best, The Annals of Statistics 1981, 9(5), 1026). The best mean alone does not show it.
 *
 * @param standings all contenders
 * @param pairs each against each
 * @param margin how much worse than any other is still good enough, in points of quality
 */
public record Judgement(List<Standing> standings, Pairs pairs, double margin) {

    /** Copies the standings. */
    public Judgement {
        standings = List.copyOf(standings);
    }

    /** The verdict. */
    public Verdict verdict() {
        Optional<Standing> best = standings.stream()
                .filter(standing -> standing.quality() != null)
                .max(Comparator.comparingDouble(standing -> quality(standing).mean()));
        if (best.isEmpty()) {
            return new Verdict(
                    null,
                    null,
                    "No answer has a grade, or no prompt one of all contenders, so that nothing can be said.");
        }
        int fewest = standings.stream()
                .mapToInt(standing ->
                        standing.quality() == null ? 0 : standing.quality().n())
                .min()
                .orElse(0);
        if (fewest < Verdict.FEWEST_PROMPTS) {
            return new Verdict(
                    null,
                    null,
                    "Too few prompts for a verdict: " + fewest + " graded, and below " + Verdict.FEWEST_PROMPTS
                            + " nothing is decided. " + described(best.get()) + " so far.");
        }
        if (standings.size() == 1) {
            return new Verdict(null, null, described(best.get()) + ". There is no other to compare it with.");
        }
        String winner = beatsAll(best.get()) ? best.get().name() : null;
        Standing cheapest = cheapestGoodEnough();
        return new Verdict(
                winner,
                cheapest == null ? null : cheapest.name(),
                (winner == null ? open(best.get()) : won(best.get())) + " " + enough(cheapest));
    }

    private boolean beatsAll(Standing best) {
        return others(best).stream()
                .allMatch(other -> pairs.between(best.name(), other.name())
                        .filter(pair -> pair.decided() && pair.low() > 0)
                        .isPresent());
    }

    private List<Standing> others(Standing best) {
        return standings.stream().filter(standing -> !standing.equals(best)).toList();
    }

    private @Nullable Standing cheapestGoodEnough() {
        return standings.stream()
                .filter(standing -> standing.cost() != null && worst(standing) >= -margin)
                .min(Comparator.<Standing>comparingDouble(standing -> Objects.requireNonNull(standing.cost()))
                        .thenComparing(standing -> -quality(standing).mean()))
                .orElse(null);
    }

    /** The lowest end of its differences to the others: who is the best in truth is not known, and may be any of them. */
    private double worst(Standing standing) {
        return others(standing).stream()
                .mapToDouble(other -> pairs.between(standing.name(), other.name())
                        .filter(pair -> pair.n() >= Verdict.FEWEST_PROMPTS)
                        .map(Pair::low)
                        .orElse(Double.NEGATIVE_INFINITY))
                .min()
                .orElse(Double.NEGATIVE_INFINITY);
    }

    private static String won(Standing best) {
        return described(best) + " and better than every other.";
    }

    private static String open(Standing best) {
        return described(best) + ", but not shown to be better than every other.";
    }

    private String enough(@Nullable Standing cheapest) {
        if (cheapest == null) {
            return "None whose cost is known is shown to be within " + number(margin) + " of every other.";
        }
        return "'" + cheapest.name() + "' is good enough and the cheapest: at worst "
                + number(Math.max(0, -worst(cheapest))) + " below any other, within the margin of " + number(margin)
                + ".";
    }

    private static String described(Standing best) {
        Interval quality = quality(best);
        return "'" + best.name() + "' has the best mean, " + number(quality.mean()) + " (n = " + quality.n() + ", "
                + number(quality.low()) + " to " + number(quality.high()) + ")";
    }

    private static Interval quality(Standing standing) {
        return Objects.requireNonNull(standing.quality());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
