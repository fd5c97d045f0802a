package dev.signalbox.router.provider.simulated;

import static dev.signalbox.router.provider.simulated.Rehearsal.PROVIDER;
import static dev.signalbox.router.provider.simulated.Rehearsal.STRONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.langchain4j.model.chat.ChatModel;
import dev.signalbox.router.model.Deployment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTests {

    private static final Simulation CHANCY = Simulation.builder()
            .latency(Duration.ofMillis(100))
            .latencyJitter(0.5)
            .failures(List.of(SimulatedFailure.builder()
                    .kind(SimulatedFailureKind.SERVER)
                    .probability(0.3)
                    .build()))
            .build();

    @Test
    void repeatsItself() {
        assertThat(run(CHANCY, STRONG)).isEqualTo(run(CHANCY, STRONG));
    }

    @Test
    void differsByCallSeedAndDeployment() {
        Deployment other = STRONG.toBuilder().id("simulated/stronh").build();
        List<String> run = run(CHANCY, STRONG);

        assertThat(run).doesNotHaveDuplicates().doesNotContainAnyElementsOf(run(CHANCY, other));
        assertThat(run(CHANCY.toBuilder().seed(1).build(), STRONG)).isNotEqualTo(run);
    }

    @Test
    void spreadsLatencyAroundItsMiddle() {
        FakeTime time = new FakeTime();
        Simulation simulation = CHANCY.toBuilder().failures(List.of()).build();
        ChatModel model = Rehearsal.client(simulation, time.clockwork()).chatModel();

        for (int call = 0; call < 200; call++) {
            model.chat("hi");
        }

        assertThat(time.sleeps).allMatch(sleep -> sleep.toMillis() >= 50 && sleep.toMillis() <= 150);
        assertThat(time.now().dividedBy(200)).isBetween(Duration.ofMillis(93), Duration.ofMillis(107));
    }

    @Test
    void saysWhatIsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Simulation.builder().latency(Duration.ofMillis(-1)).build())
                .withMessageContaining("latency");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Simulation.builder().latencyJitter(2).build())
                .withMessageContaining("latency-jitter")
                .withMessageContaining("2.0")
                .withMessageContaining("0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Simulation.builder().tokensPerSecond(-1).build())
                .withMessageContaining("tokens-per-second");
    }

    /** What twenty calls brought: time, then answer or failure. */
    private static List<String> run(Simulation simulation, Deployment deployment) {
        FakeTime time = new FakeTime();
        ChatModel model = new SimulatedDialect(each -> simulation, time.clockwork())
                .connect(PROVIDER, deployment, List.of())
                .chatModel();
        List<String> outcomes = new ArrayList<>();
        for (int call = 0; call < 20; call++) {
            String outcome;
            try {
                outcome = model.chat(Rehearsal.request("hi")).toString();
            } catch (RuntimeException e) {
                outcome = e.toString();
            }
            outcomes.add(time.now() + " " + outcome);
        }
        return outcomes;
    }
}
