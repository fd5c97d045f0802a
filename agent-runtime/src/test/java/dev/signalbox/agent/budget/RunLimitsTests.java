package dev.signalbox.agent.budget;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunLimitsTests {

    private static final RunLimits CONFIGURED =
            RunLimits.builder().tokens(1_000L).onLimit(OnLimit.PARK).build();

    @Test
    void whatSaysNothingOfLimitsChangesNothing() {
        assertThat(RunLimits.NONE.over(CONFIGURED)).isEqualTo(CONFIGURED);
        assertThat(RunLimits.NONE.atLimit()).isEqualTo(OnLimit.FAIL);
    }

    @Test
    void aLimitAloneLeavesWhatHappensAtItAsItIs() {
        RunLimits said = RunLimits.builder().cost("0.50 USD").build();

        assertThat(said.over(CONFIGURED))
                .isEqualTo(RunLimits.builder()
                        .cost("0.50 USD")
                        .tokens(1_000L)
                        .onLimit(OnLimit.PARK)
                        .build());
    }

    @Test
    void whatHappensAtALimitMayBeSaidAlone() {
        RunLimits said = RunLimits.builder().onLimit(OnLimit.FINISH).build();

        assertThat(said.over(CONFIGURED).atLimit()).isEqualTo(OnLimit.FINISH);
        assertThat(said.over(CONFIGURED).tokens()).isEqualTo(1_000L);
    }
}
