package dev.signalbox.test.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.signalbox.router.usage.Cost;
import dev.signalbox.router.usage.Ledger;
import dev.signalbox.router.usage.LedgerCaller;
import dev.signalbox.router.usage.LedgerCursor;
import dev.signalbox.router.usage.LedgerDimension;
import dev.signalbox.router.usage.LedgerDimension.Fact;
import dev.signalbox.router.usage.LedgerEntry;
import dev.signalbox.router.usage.LedgerEntry.LedgerEntryBuilder;
import dev.signalbox.router.usage.LedgerOutcome;
import dev.signalbox.router.usage.LedgerQuery;
import dev.signalbox.router.usage.LedgerTotal;
import dev.signalbox.router.usage.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Ledger} does. */
public abstract class LedgerContract {

    private static final Instant NOON = Instant.parse("2026-03-28T12:00:00Z");
    private static final LedgerDimension TENANT = LedgerDimension.of(Fact.TENANT);
    private static final int ALL = 1_000_000;

    private Ledger ledger;

    /** An empty ledger, with room for at least 20,000 records. */
    protected abstract Ledger emptyLedger();

    /** Makes one for each test. */
    @BeforeEach
    void open() {
        ledger = emptyLedger();
    }

    private static LedgerEntryBuilder attempt(String call, int number, Instant time) {
        return LedgerEntry.builder()
                .time(time)
                .callId(call)
                .attempt(number)
                .policy("routine")
                .model("small")
                .provider("house")
                .deployment("house/small")
                .caller(LedgerCaller.UNKNOWN)
                .usage(Usage.NONE)
                .cost(Cost.ZERO)
                .latency(Duration.ofMillis(20))
                .outcome(LedgerOutcome.OK);
    }

    private static LedgerEntry costing(String call, int number, Instant time, String tenant, long pico) {
        return attempt(call, number, time)
                .caller(LedgerCaller.builder().tenant(tenant).tags(Map.of()).build())
                .usage(new Usage(10, 4, 2, 5, 1, false))
                .cost(new Cost(pico, true))
                .build();
    }

    /** Every field comes back as it was written. */
    @Test
    protected void givesBackWhatWasWritten() {
        LedgerCaller caller = LedgerCaller.builder()
                .service("TravelDesk")
                .method("plan")
                .agent("planner")
                .role("plan")
                .tenant("acme, \"Inc\"; drop table")
                .user("ann")
                .key("ci")
                .session("s-1")
                .run("r-1")
                .step("plan/4f2a#1")
                .tags(Map.of("project", "apollo", "it's", "ünïcödé ✓"))
                .build();
        LedgerEntry whole = attempt("c-1", 2, NOON)
                .shadowOf("c-0")
                .rule("long")
                .caller(caller)
                .usage(new Usage(10, 4, 2, 5, 1, true))
                .cost(new Cost(9_000_000_000_000_000_001L, false))
                .firstContent(Duration.ofMillis(7))
                .outcome(LedgerOutcome.FAILED)
                .failure("rate limited")
                .status(429)
                .build();
        LedgerEntry bare = attempt("c-2", 1, NOON.minusMillis(1))
                .model(null)
                .provider(null)
                .deployment(null)
                .build();

        ledger.write(List.of(whole, bare));

        assertThat(ledger.entries(LedgerQuery.attempts(), null, ALL)).containsExactly(whole, bare);
    }

    /** A record that is there already is left as it is. */
    @Test
    protected void writesARecordOnce() {
        LedgerEntry record = costing("c-1", 1, NOON, "acme", 5);

        ledger.write(List.of(record));
        ledger.write(List.of(record, costing("c-2", 1, NOON, "acme", 7)));

        assertThat(total(LedgerQuery.attempts()).cost().pico()).isEqualTo(12);
    }

    private LedgerTotal total(LedgerQuery query) {
        return ledger.totals(query, List.of(), ZoneOffset.UTC, ALL).get(0);
    }

    /** Nothing adds up to one total of nothing. */
    @Test
    protected void addsNothingUpToNothing() {
        LedgerTotal nothing = total(LedgerQuery.calls());

        assertThat(nothing.count()).isZero();
        assertThat(nothing.cost()).isEqualTo(Cost.ZERO);
        assertThat(ledger.totals(LedgerQuery.calls(), List.of(TENANT), ZoneOffset.UTC, ALL))
                .isEmpty();
    }

    /** Calls and attempts are not added to each other. */
    @Test
    protected void tellsCallsAndAttemptsApart() {
        ledger.write(List.of(
                costing("c-1", 1, NOON, "acme", 5),
                costing("c-1", 2, NOON, "acme", 6),
                costing("c-1", 0, NOON, "acme", 11)));

        assertThat(total(LedgerQuery.attempts()).count()).isEqualTo(2);
        assertThat(total(LedgerQuery.calls()).count()).isEqualTo(1);
        assertThat(total(LedgerQuery.attempts()).cost())
                .isEqualTo(total(LedgerQuery.calls()).cost());
    }

    /** All sums are exact, and what is unknown is counted and not taken for nothing. */
    @Test
    protected void addsUpWhatRecordsHaveInCommon() {
        ledger.write(List.of(
                costing("c-1", 1, NOON, "acme", 5),
                costing("c-2", 1, NOON, "initech", 100),
                attempt("c-3", 1, NOON)
                        .caller(LedgerCaller.builder()
                                .tenant("acme")
                                .tags(Map.of())
                                .build())
                        .usage(Usage.estimate(3, 4))
                        .cost(Cost.UNKNOWN)
                        .outcome(LedgerOutcome.FAILED)
                        .build(),
                attempt("c-4", 1, NOON).outcome(LedgerOutcome.CANCELLED).build()));

        List<LedgerTotal> totals = ledger.totals(LedgerQuery.attempts(), List.of(TENANT), ZoneOffset.UTC, ALL);

        assertThat(totals)
                .extracting(LedgerTotal::group, LedgerTotal::count, LedgerTotal::failed, LedgerTotal::unknownCost)
                .containsExactly(
                        tuple(List.of("initech"), 1L, 0L, 0L),
                        tuple(List.of("acme"), 2L, 1L, 1L),
                        tuple(Collections.singletonList(null), 1L, 0L, 0L));
        assertThat(totals.get(1).usage()).isEqualTo(new Usage(13, 4, 2, 9, 1, true));
        assertThat(totals.get(1).estimated()).isEqualTo(1);
        assertThat(totals.get(1).cost()).isEqualTo(new Cost(5, false));
        assertThat(totals.get(1).latency()).isEqualTo(Duration.ofMillis(40));
        assertThat(ledger.totals(LedgerQuery.attempts(), List.of(TENANT), ZoneOffset.UTC, 1))
                .hasSize(1);
    }

    /** Days and months are those of the time zone, on the day of its change too. */
    @Test
    protected void knowsTheCalendarOfAZone() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        ledger.write(List.of(
                costing("c-1", 1, Instant.parse("2026-03-28T22:59:59.999Z"), "acme", 1),
                costing("c-2", 1, Instant.parse("2026-03-28T23:00:00Z"), "acme", 2),
                costing("c-3", 1, Instant.parse("2026-03-29T21:59:59.999Z"), "acme", 4),
                costing("c-4", 1, Instant.parse("2026-03-29T22:00:00Z"), "acme", 8),
                costing("c-5", 1, Instant.parse("2026-03-31T22:00:00Z"), "acme", 16)));

        assertThat(costs(Fact.DAY, berlin))
                .containsExactly("2026-03-28=1", "2026-03-29=6", "2026-03-30=8", "2026-04-01=16");
        assertThat(costs(Fact.MONTH, berlin)).containsExactly("2026-03=15", "2026-04=16");
        assertThat(costs(Fact.HOUR, ZoneId.of("Asia/Kathmandu")))
                .startsWith("2026-03-29T04:00=3")
                .hasSize(3);
    }

    private List<String> costs(Fact fact, ZoneId zone) {
        return ledger.totals(LedgerQuery.attempts(), List.of(LedgerDimension.of(fact)), zone, ALL).stream()
                .map(total -> total.group().get(0) + "=" + total.cost().pico())
                .toList();
    }

    /** Every dimension chooses and groups. */
    @Test
    protected void choosesByEveryDimension() {
        LedgerCaller caller = LedgerCaller.builder()
                .service("service")
                .method("method")
                .agent("agent")
                .role("role")
                .tenant("tenant")
                .user("user")
                .key("key")
                .session("session")
                .run("run")
                .step("step")
                .tags(Map.of("a.b c", "tag"))
                .build();
        LedgerEntry record = attempt("c-1", 1, NOON)
                .policy("policy")
                .rule("rule")
                .model("model")
                .provider("provider")
                .deployment("deployment")
                .caller(caller)
                .outcome(LedgerOutcome.FAILED)
                .failure("failure")
                .build();
        ledger.write(List.of(record, attempt("c-2", 1, NOON).build()));

        for (Fact fact : Fact.values()) {
            if (!fact.isTime()) {
                LedgerDimension dimension = new LedgerDimension(fact, fact == Fact.TAG ? "a.b c" : null);
                String value = dimension.value(record, ZoneOffset.UTC);
                LedgerQuery query = LedgerQuery.builder()
                        .grain(record.grain())
                        .where(dimension, String.valueOf(value))
                        .build();

                assertThat(ledger.entries(query, null, ALL)).as("%s", fact).containsExactly(record);
                assertThat(ledger.totals(query, List.of(dimension), ZoneOffset.UTC, ALL))
                        .extracting(LedgerTotal::group)
                        .containsExactly(List.of(String.valueOf(value)));
            }
        }
    }

    /** From belongs to the window, to does not. */
    @Test
    protected void choosesByTime() {
        ledger.write(IntStream.range(0, 5)
                .mapToObj(second -> costing("c-" + second, 1, NOON.plusSeconds(second), "acme", 1L << second))
                .toList());

        LedgerQuery query = LedgerQuery.builder()
                .grain(LedgerQuery.attempts().grain())
                .from(NOON.plusSeconds(1))
                .to(NOON.plusSeconds(3))
                .build();

        assertThat(total(query).cost().pico()).isEqualTo(2 + 4);
    }

    /** Page by page each record comes once, the newest first, however many end in the same millisecond. */
    @Test
    protected void listsPageByPage() {
        List<LedgerEntry> written = IntStream.range(0, 50)
                .mapToObj(
                        number -> costing("c-" + number, 1 + number % 3, NOON.plusMillis(number / 10), "acme", number))
                .toList();
        ledger.write(written);

        List<LedgerEntry> read = new ArrayList<>();
        LedgerCursor after = null;
        List<LedgerEntry> page;
        do {
            page = ledger.entries(LedgerQuery.attempts(), after, 7);
            read.addAll(page);
            after = page.isEmpty()
                    ? after
                    : LedgerCursor.of(LedgerCursor.of(page.get(page.size() - 1)).toString());
        } while (!page.isEmpty());

        assertThat(read).containsExactlyInAnyOrderElementsOf(written);
        assertThat(read).extracting(LedgerEntry::time).isSortedAccordingTo(Collections.reverseOrder());
    }

    /** What is older goes, the rest stays. */
    @Test
    protected void deletesWhatIsOlder() {
        ledger.write(List.of(
                costing("c-1", 1, NOON.minusMillis(1), "acme", 1),
                costing("c-2", 1, NOON, "acme", 2),
                costing("c-3", 1, NOON.plusMillis(1), "acme", 4)));

        long deleted = ledger.deleteBefore(NOON);

        assertThat(deleted).isEqualTo(1);
        assertThat(total(LedgerQuery.attempts()).cost().pico()).isEqualTo(6);
    }

    /** Many threads that write, some of them the same, lose nothing and double nothing. */
    @Test
    protected void addsUpExactlyWhatManyThreadsWrite() throws Exception {
        int threads = 16;
        int batches = 25;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Void>> writers = IntStream.range(0, threads)
                    .mapToObj(thread -> (Callable<Void>) () -> {
                        for (int batch = 0; batch < batches; batch++) {
                            ledger.write(batch(thread / 2, batch));
                        }
                        return null;
                    })
                    .toList();
            for (Future<Void> writer : executor.invokeAll(writers)) {
                writer.get();
            }
        } finally {
            executor.shutdownNow();
        }

        long records = threads / 2 * batches * 20L;
        assertThat(total(LedgerQuery.attempts()).count()).isEqualTo(records);
        assertThat(total(LedgerQuery.attempts()).cost().pico()).isEqualTo(records * 3);
        assertThat(total(LedgerQuery.attempts()).usage().input()).isEqualTo(records * 10);
    }

    /** The same for the two threads of a pair. */
    private static List<LedgerEntry> batch(int pair, int batch) {
        return IntStream.range(0, 20)
                .mapToObj(number -> costing(pair + "-" + batch + "-" + number, 1, NOON.plusMillis(batch), "acme", 3))
                .toList();
    }
}
