package dev.signalbox.router.store.jdbc;

import dev.signalbox.router.usage.Ledger;
import dev.signalbox.router.usage.LedgerCursor;
import dev.signalbox.router.usage.LedgerDimension;
import dev.signalbox.router.usage.LedgerEntry;
import dev.signalbox.router.usage.LedgerQuery;
import dev.signalbox.router.usage.LedgerTotal;
import dev.signalbox.router.usage.LedgerTotals;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Records in the table {@code signalbox_ledger}. */
@RequiredArgsConstructor
public final class JdbcLedger implements Ledger {

    private final JdbcStore store;

    @Override
    public void write(List<LedgerEntry> entries) {
        List<@Nullable Object[]> rows = new ArrayList<>(entries.size());
        entries.forEach(entry -> rows.add(LedgerRow.parameters(entry)));
        store.transaction(jdbc -> jdbc.batchUpdate(LedgerRow.insert(store.database()), rows));
    }

    @Override
    public List<LedgerEntry> entries(LedgerQuery query, @Nullable LedgerCursor after, int max) {
        LedgerSql sql = new LedgerSql(store.database(), query);
        return store.jdbc().query(sql.entries(after), LedgerRow::read, sql.parameters(max));
    }

    @Override
    public List<LedgerTotal> totals(LedgerQuery query, List<LedgerDimension> by, ZoneId zone, int max) {
        LedgerSql sql = new LedgerSql(store.database(), query);
        LedgerTotals totals = new LedgerTotals(by);
        TotalRow row = new TotalRow(by, zone);
        store.jdbc()
                .query(sql.totals(by), (result, number) -> row.read(result), sql.parameters())
                .forEach(totals::add);
        return totals.first(max);
    }

    @Override
    public long deleteBefore(Instant time) {
        return store.jdbc().update("delete from signalbox_ledger where at < ?", time.toEpochMilli());
    }
}
