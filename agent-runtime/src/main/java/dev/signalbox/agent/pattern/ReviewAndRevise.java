package dev.signalbox.agent.pattern;

import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.Run;

/**
 * A worker makes a draft, a reviewer judges it, and the worker revises it until it is accepted or the rounds are over. The
 * reviewer's agent has the role {@link dev.signalbox.agent.Role#REVIEW}.
 *
 * @param <I> what is to be done
 * @param <D> a draft
 */
public abstract class ReviewAndRevise<I, D> implements AgentProgram<I, ReviewAndRevise.Reviewed<D>> {

    private final int rounds;

    /**
     * Of so many rounds.
     *
     * @param rounds how many drafts there are at most
     * @throws IllegalArgumentException if that is below 1
     */
    protected ReviewAndRevise(int rounds) {
        this.rounds = Bounds.atLeast(1, "number of rounds", rounds);
    }

    /**
     * What a reviewer says.
     *
     * @param accepted whether the draft is good enough
     * @param notes what is to be changed
     */
    public record Review(boolean accepted, String notes) {}

    /**
     * What came of it.
     *
     * @param draft the last draft
     * @param review what the reviewer said of it
     * @param rounds how many drafts there were
     */
    public record Reviewed<D>(D draft, Review review, int rounds) {}

    @Override
    public final Reviewed<D> run(I input, Run run) {
        D draft = draft(input, run);
        Review review = review(input, draft, run);
        int round = 1;
        for (; !review.accepted() && round < rounds; round++) {
            draft = revise(input, draft, review, run);
            review = review(input, draft, run);
        }
        return new Reviewed<>(draft, review, round);
    }

    /** Makes the first draft. */
    protected abstract D draft(I input, Run run);

    /** Judges a draft. */
    protected abstract Review review(I input, D draft, Run run);

    /** Makes a better draft. */
    protected abstract D revise(I input, D draft, Review review, Run run);
}
