package dev.signalbox.router.compare.statistics;

import org.jspecify.annotations.Nullable;

/**
 * What the comparison says in the end.
 *
 * @param winner who is better than every other, {@code null} if that is open
 * @param goodEnough the cheapest that is shown to be no more than the margin worse than any other, {@code null} if none is
 * @param text the same in words
 */
public record Verdict(@Nullable String winner, @Nullable String goodEnough, String text) {

    /** With fewer prompts nothing is decided: they are too few to stand for others. */
    public static final int FEWEST_PROMPTS = 20;

    /** This verdict with a sentence before its text. */
    public Verdict after(String sentence) {
        return new Verdict(winner, goodEnough, sentence + " " + text);
    }
}
