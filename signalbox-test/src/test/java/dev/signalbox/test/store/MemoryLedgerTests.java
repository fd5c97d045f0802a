package dev.signalbox.test.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.store.memory.MemoryLedger;
import dev.signalbox.router.usage.Cost;
import dev.signalbox.router.usage.Ledger;
import dev.signalbox.router.usage.LedgerCaller;
import dev.signalbox.router.usage.LedgerEntry;
import dev.signalbox.router.usage.LedgerOutcome;
import dev.signalbox.router.usage.LedgerQuery;
import dev.signalbox.router.usage.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryLedgerTests extends LedgerContract {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    @Override
    protected Ledger emptyLedger() {
        return new MemoryLedger(20_000);
    }

    @Test
    void keepsTheNewestAndSaysSinceWhenNoneIsMissing() {
        MemoryLedger ledger = new MemoryLedger(2);
        assertThat(ledger.completeSince()).isNull();

        ledger.write(List.of(record(2), record(0), record(1), record(3)));

        assertThat(ledger.entries(LedgerQuery.attempts(), null, 10)).containsExactly(record(3), record(2));
        assertThat(ledger.completeSince()).isEqualTo(NOON.plusSeconds(1).plusMillis(1));
    }

    private static LedgerEntry record(int second) {
        return LedgerEntry.builder()
                .time(NOON.plusSeconds(second))
                .callId("c-" + second)
                .attempt(1)
                .policy("routine")
                .caller(LedgerCaller.UNKNOWN)
                .usage(Usage.NONE)
                .cost(Cost.ZERO)
                .latency(Duration.ZERO)
                .outcome(LedgerOutcome.OK)
                .build();
    }
}
