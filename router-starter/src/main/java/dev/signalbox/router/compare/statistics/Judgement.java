package dev.signalbox.router.compare.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Comes to a verdict. A contender is good enough if the lower end of its difference to the best mean is not below minus the
 * margin: non-inferiority with a margin set beforehand (G. Piaggio and others, Reporting of Noninferiority and Equivalence
 * Randomized Trials, JAMA 2012, 308(24), 2594). The best is good enough itself.
 *
 * @param standings all contenders
 * @param pairs each against each
 * @param margin how much worse than the best is still good enough, in points of quality
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
            return new Verdict(null, null, "No answer has a grade, so that nothing can be said.");
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
                            + " the intervals cannot be relied on. " + described(best.get()) + " so far.");
        }
        String winner = beatsAll(best.get()) ? best.get().name() : null;
        Standing cheapest = cheapestGoodEnough(best.get());
        return new Verdict(
                winner,
                cheapest == null ? null : cheapest.name(),
                (winner == null ? open(best.get()) : won(best.get())) + " " + enough(cheapest, best.get()));
    }

    private boolean beatsAll(Standing best) {
        return standings.size() > 1
                && others(best).stream()
                        .allMatch(other -> pairs.between(best.name(), other.name())
                                .filter(pair -> pair.decided() && pair.low() > 0)
                                .isPresent());
    }

    private List<Standing> others(Standing best) {
        return standings.stream().filter(standing -> !standing.equals(best)).toList();
    }

    private @Nullable Standing cheapestGoodEnough(Standing best) {
        return standings.stream()
                .filter(standing -> standing.cost() != null && holds(standing, best))
                .min(Comparator.comparingDouble(standing -> Objects.requireNonNull(standing.cost())))
                .orElse(null);
    }

    private boolean holds(Standing standing, Standing best) {
        return standing.equals(best)
                || pairs.between(standing.name(), best.name())
                        .filter(pair -> pair.n() >= Verdict.FEWEST_PROMPTS && pair.low() >= -margin)
                        .isPresent();
    }

    private static String won(Standing best) {
        return described(best) + " and better than every other.";
    }

    private String open(Standing best) {
        return described(best) + (standings.size() > 1 ? ", but not shown to be better than every other." : ".");
    }

    private String enough(@Nullable Standing cheapest, Standing best) {
        if (cheapest == null) {
            return "None whose cost is known is shown to be good enough.";
        }
        if (cheapest.equals(best)) {
            return "No cheaper one with a known cost is shown to be within " + number(margin) + " of it.";
        }
        Pair pair = pairs.between(cheapest.name(), best.name()).orElseThrow();
        return "'" + cheapest.name() + "' is good enough and the cheapest: at worst " + number(Math.max(0, -pair.low()))
                + " below it (n = " + pair.n() + "), within the margin of " + number(margin) + ".";
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
