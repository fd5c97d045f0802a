package dev.signalbox.agent.journal;

/**
 * What steps used.
 *
 * @param inputTokens tokens of requests
 * @param outputTokens tokens of answers
 * @param pico known cost in pico-USD
 */
public record StepUse(long inputTokens, long outputTokens, long pico) {

    /** Nothing. */
    public static final StepUse NONE = new StepUse(0, 0, 0);

    /** Both together. */
    public StepUse plus(StepUse other) {
        return new StepUse(inputTokens + other.inputTokens, outputTokens + other.outputTokens, pico + other.pico);
    }

    /** Tokens of both ways. */
    public long tokens() {
        return inputTokens + outputTokens;
    }
}
