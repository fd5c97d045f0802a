package dev.signalbox.router.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LimitsTests {

    @Test
    void refusesWhatWouldLetNothingThrough() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limits(0, null, null))
                .withMessage("The limit concurrency is 0. It must be at least 1;"
                        + " a deployment without this limit leaves it out.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limits(null, -1, null))
                .withMessageStartingWith("The limit requests-per-minute is -1.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limits(null, null, 0L))
                .withMessageStartingWith("The limit tokens-per-minute is 0.");
    }

    @Test
    void knowsWhetherAnythingCountsPerMinute() {
        assertThat(Limits.NONE.perMinute()).isFalse();
        assertThat(new Limits(3, null, null).perMinute()).isFalse();
        assertThat(new Limits(null, 3, null).perMinute()).isTrue();
        assertThat(new Limits(null, null, 3L).perMinute()).isTrue();
    }

    @Test
    void aDeploymentHasNoneUnlessGiven() {
        Deployment deployment = Deployment.of("x/y").build();
        Limits limits = new Limits(1, 2, 3L);

        assertThat(deployment.limits()).isEqualTo(Limits.NONE);
        assertThat(deployment.toBuilder().limits(limits).build().limits()).isEqualTo(limits);
    }
}
