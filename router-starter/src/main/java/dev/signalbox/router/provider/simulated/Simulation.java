package dev.signalbox.router.provider.simulated;

import java.time.Duration;
import java.util.List;
import lombok.Builder;

/**
 * How a simulated deployment behaves. What is left to chance follows from the seed and the number of the call, so that
 * the same calls in the same order get the same answers, times and failures.
 *
 * @param latency how long the first token, or a failure, takes; none unless given
 * @param latencyJitter by which share of itself the latency varies up and down, 0 to 1; 0 unless given
 * @param tokensPerSecond how fast the rest of the answer comes; 0, the default, is at once
 * @param seed of all chance, together with the deployment's id; 0 unless given
 * @param dimensions how long the vectors of an embedding model are unless a request says it; 256 unless given
 * @param answers rules for answers, tried in order; where none applies, the answer is made up to fit the request
 * @param failures rules for failures, tried in order before the answers
 */
@Builder(toBuilder = true)
public record Simulation(
        Duration latency,
        double latencyJitter,
        int tokensPerSecond,
        long seed,
        int dimensions,
        List<SimulatedAnswer> answers,
        List<SimulatedFailure> failures) {

    /** Answers at once, never fails, and makes up what it says. */
    public static final Simulation DEFAULT = builder().build();

    /**
     * Copies the rules.
     *
     * @throws IllegalArgumentException if a number is out of its range
     */
    public Simulation {
        answers = List.copyOf(answers);
        failures = List.copyOf(failures);
        Settings.require(!latency.isNegative(), "latency", latency, "zero or longer, for example 300ms");
        Settings.require(latencyJitter >= 0 && latencyJitter <= 1, "latency-jitter", latencyJitter, "0 to 1");
        Settings.require(dimensions >= 1, "dimensions", dimensions, "1 or more");
        Settings.require(tokensPerSecond >= 0, "tokens-per-second", tokensPerSecond, "0 (at once) or more");
    }

    /** Builds a simulation; Lombok fills in the setters. */
    @SuppressWarnings({"UnusedVariable", "NullAway.Init"}) // read and written by what Lombok generates
    public static final class SimulationBuilder {
        private Duration latency = Duration.ZERO;
        private int dimensions = 256;
        private List<SimulatedAnswer> answers = List.of();
        private List<SimulatedFailure> failures = List.of();
    }
}
