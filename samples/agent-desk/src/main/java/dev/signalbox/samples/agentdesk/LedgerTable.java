package dev.signalbox.samples.agentdesk;

import dev.signalbox.router.usage.Ledger;
import dev.signalbox.router.usage.LedgerDimension;
import dev.signalbox.router.usage.LedgerQuery;
import dev.signalbox.router.usage.LedgerTotal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the router has counted, run or not. */
@Component
class LedgerTable {

    private static final int MOST = 100;
    private static final List<LedgerDimension> BY =
            Stream.of("policy", "role", "deployment").map(LedgerDimension::of).toList();

    private final Ledger ledger;

    LedgerTable(Ledger ledger) {
        this.ledger = ledger;
    }

    Stream<String> lines() {
        return ledger.totals(LedgerQuery.calls(), BY, ZoneOffset.UTC, MOST).stream()
                .map(LedgerTable::line);
    }

    private static String line(LedgerTotal total) {
        return "%-9s %-7s %-10s %4d calls %6d tokens  %s"
                .formatted(
                        total.group().get(0),
                        total.group().get(1),
                        total.group().get(2),
                        total.count(),
                        total.usage().total(),
                        total.cost());
    }
}
