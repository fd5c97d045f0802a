package dev.signalbox.router.actuate;

import dev.signalbox.router.ledger.LedgerWriter;
import dev.signalbox.router.usage.Ledger;
import dev.signalbox.router.usage.LedgerCursor;
import dev.signalbox.router.usage.LedgerEntry;
import java.time.Instant;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.util.MimeType;

/**
 * The ledger. It shows tenants, users, sessions and tags, but nothing that was asked or answered.
 *
 * <p>Lists are JSON, or CSV with {@code format=csv}.
 */
@Endpoint(id = "routerledger")
@RequiredArgsConstructor
public final class LedgerEndpoint {

    private static final MimeType CSV = MimeType.valueOf("text/csv;charset=UTF-8");

    private final Ledger ledger;
    private final LedgerWriter writer;

    /**
     * What becomes of the records.
     *
     * @param waiting how many wait to be written
     * @param dropped how many were dropped because there was no room
     * @param failures how often they could not be written
     * @param completeSince since when none is missing for want of room in the ledger itself, {@code null} if none ever was
     */
    record Overview(
            int waiting,
            long dropped,
            long failures,
            @Nullable Instant completeSince) {}

    /** What becomes of the records. */
    @ReadOperation
    public Object overview() {
        return new Overview(writer.waiting(), writer.dropped(), writer.failures(), ledger.completeSince());
    }

    /**
     * {@code totals} or {@code entries}.
     *
     * @param by dimensions by which totals are added up, for example {@code tenant}, {@code day} or {@code tag:project}
     * @param where what records must say, for example {@code tenant:acme} or {@code tag:project:apollo}
     * @param from the earliest time, for example {@code 2026-11-25T18:00:00Z}
     * @param to the time before which they end
     * @param zone by which the calendar goes; UTC unless given
     * @param grain {@code attempt}, or {@code call}
     * @param after of entries, where the page before ended
     * @param max how many at most; 100 unless given
     * @param format {@code json}, or {@code csv}
     */
    @ReadOperation(
            produces = {"application/vnd.spring-boot.actuator.v3+json", "application/json", "text/csv;charset=UTF-8"})
    public @Nullable Object list(
            @Selector String part,
            @Nullable List<String> by,
            @Nullable List<String> where,
            @Nullable String from,
            @Nullable String to,
            @Nullable String zone,
            @Nullable String grain,
            @Nullable String after,
            @Nullable String max,
            @Nullable String format) {
        AskedRecords asked = new AskedRecords(by, where, from, to, zone, grain, after, max, format);
        try {
            return switch (part) {
                case "totals" -> totals(asked);
                case "entries" -> entries(asked);
                default -> null;
            };
        } catch (IllegalArgumentException e) {
            return new WebEndpointResponse<>(
                    new RouterEndpoint.Problem(String.valueOf(e.getMessage())), WebEndpointResponse.STATUS_BAD_REQUEST);
        }
    }

    private Object totals(AskedRecords asked) {
        List<TotalView> totals =
                ledger.totals(asked.query(), asked.dimensions(), asked.zoneId(), asked.limit()).stream()
                        .map(total -> TotalView.of(total, asked.dimensions()))
                        .toList();
        return asked.csv() ? csv(TotalView.table(asked.dimensions(), totals)) : new Totals(totals);
    }

    private Object entries(AskedRecords asked) {
        List<LedgerEntry> entries = ledger.entries(asked.query(), asked.cursor(), asked.limit());
        List<EntryView> views = entries.stream().map(EntryView::of).toList();
        String next = entries.size() < asked.limit()
                ? null
                : LedgerCursor.of(entries.get(entries.size() - 1)).toString();
        return asked.csv() ? csv(EntryView.table(views)) : new Entries(views, next);
    }

    /** Records added up. */
    record Totals(List<TotalView> totals) {}

    /**
     * Records from the newest to the oldest.
     *
     * @param next where the next page begins, {@code null} after the last one
     */
    record Entries(List<EntryView> entries, @Nullable String next) {}

    private static WebEndpointResponse<String> csv(Csv table) {
        return new WebEndpointResponse<>(table.text(), WebEndpointResponse.STATUS_OK, CSV);
    }
}
