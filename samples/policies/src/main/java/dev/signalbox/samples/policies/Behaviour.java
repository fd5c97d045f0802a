package dev.signalbox.samples.policies;

import dev.signalbox.router.provider.simulated.SimulatedAnswer;
import dev.signalbox.router.provider.simulated.SimulatedFailure;
import dev.signalbox.router.provider.simulated.SimulatedFailureKind;
import dev.signalbox.router.provider.simulated.Simulation;
import java.time.Duration;
import java.util.List;

/** How deployments behave on the stage. */
final class Behaviour {

    /** Answers at once and says who it is. */
    static final Simulation OBLIGING = says("I am {model}.");

    private Behaviour() {}

    static Simulation says(String text) {
        return answering(text).build();
    }

    static Simulation slow(Duration latency) {
        return answering("I am {model}.").latency(latency).build();
    }

    static Simulation fails(SimulatedFailureKind kind) {
        return failing(SimulatedFailure.builder().kind(kind)).build();
    }

    static Simulation isRateLimitedOnce(Duration retryAfter) {
        return failing(SimulatedFailure.builder()
                        .kind(SimulatedFailureKind.RATE_LIMITED)
                        .first(1)
                        .retryAfter(retryAfter))
                .build();
    }

    static Simulation breaksOff(String text, int afterTokens) {
        SimulatedFailure cut = SimulatedFailure.builder()
                .kind(SimulatedFailureKind.CUT)
                .afterTokens(afterTokens)
                .build();
        return answering(text).failures(List.of(cut)).build();
    }

    private static Simulation.SimulationBuilder failing(SimulatedFailure.SimulatedFailureBuilder failure) {
        return answering("I am {model}.").failures(List.of(failure.build()));
    }

    private static Simulation.SimulationBuilder answering(String text) {
        return Simulation.builder()
                .answers(List.of(SimulatedAnswer.builder().text(text).build()));
    }
}
