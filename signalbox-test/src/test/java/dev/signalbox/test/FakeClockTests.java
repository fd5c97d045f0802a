package dev.signalbox.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FakeClockTests {

    private final FakeClock clock = new FakeClock();

    @Test
    void standsStillUntilItIsAdvanced() {
        long begun = clock.nanos();

        assertThat(clock.nanos()).isEqualTo(begun);
        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void advancesBothOfItsTimesTogether() {
        long begun = clock.nanos();

        clock.advance(Duration.ofMillis(1_500));

        assertThat(clock.nanos() - begun).isEqualTo(1_500_000_000L);
        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-01-01T00:00:01.500Z"));
    }

    @Test
    void doesNotGoBack() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
                .withMessage("The clock is to advance by PT-1S. It only goes forward.");
    }
}
