package dev.signalbox.router.usage;

/**
 * Tokens counted for one attempt or, added up, for more.
 *
 * @param input tokens of the request, cached ones included
 * @param cachedInput those of the input that the provider read from its cache
 * @param cacheWrite those of the input that the provider wrote to its cache, as far as it tells
 * @param output tokens of the answer, reasoning included
 * @param reasoning those of the output that were spent on reasoning
 * @param estimated whether any of it is the router's estimate because the provider counted nothing
 */
public record Usage(long input, long cachedInput, long cacheWrite, long output, long reasoning, boolean estimated) {

    /** Nothing. */
    public static final Usage NONE = new Usage(0, 0, 0, 0, false);

    /** Of a provider that does not tell what it wrote to its cache. */
    public Usage(long input, long cachedInput, long output, long reasoning, boolean estimated) {
        this(input, cachedInput, 0, output, reasoning, estimated);
    }

    /** What a provider counted, without details. */
    public static Usage of(long input, long output) {
        return new Usage(input, 0, output, 0, false);
    }

    /** What the router estimates. */
    public static Usage estimate(long input, long output) {
        return new Usage(input, 0, output, 0, true);
    }

    /** Both together. */
    public Usage plus(Usage other) {
        return new Usage(
                input + other.input,
                cachedInput + other.cachedInput,
                cacheWrite + other.cacheWrite,
                output + other.output,
                reasoning + other.reasoning,
                estimated || other.estimated);
    }

    /** Input and output together. */
    public long total() {
        return input + output;
    }
}
