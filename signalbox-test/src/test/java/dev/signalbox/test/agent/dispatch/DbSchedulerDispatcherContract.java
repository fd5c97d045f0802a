package dev.signalbox.test.agent.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.agent.dispatch.SliceEnd;
import dev.signalbox.agent.dispatch.SliceWorker;
import dev.signalbox.agent.dispatch.dbscheduler.DbSchedulerDispatcher;
import dev.signalbox.agent.dispatch.dbscheduler.DbSchedulerSettings;
import dev.signalbox.agent.journal.RunId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the dispatcher does in any database. */
@Timeout(600)
abstract class DbSchedulerDispatcherContract {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final RunId RUN = new RunId("run");
    private static final SliceEnd DONE = new SliceEnd.Done();
    private static final SliceEnd PARKED = new SliceEnd.Parked(null);

    private static final DbSchedulerSettings SETTINGS = DbSchedulerSettings.DEFAULTS.toBuilder()
            .threads(8)
            .shutdownWait(Duration.ofSeconds(10))
            .heartbeatInterval(LONG)
            .build();

    private final List<DbSchedulerDispatcher> open = new ArrayList<>();
    private final List<RunId> slices = new CopyOnWriteArrayList<>();

    /** Connections to the same database, without rows. */
    protected abstract DataSource connections();

    /** Its URL, for another process. */
    protected abstract String url();

    private DbSchedulerDispatcher dispatcher(DbSchedulerSettings settings) {
        DbSchedulerDispatcher dispatcher = new DbSchedulerDispatcher(connections(), settings, CLOCK);
        open.add(dispatcher);
        return dispatcher;
    }

    private DbSchedulerDispatcher started(DbSchedulerSettings settings, SliceWorker worker) {
        DbSchedulerDispatcher dispatcher = dispatcher(settings);
        dispatcher.start(worker);
        return dispatcher;
    }

    private DbSchedulerDispatcher started(SliceWorker worker) {
        return started(SETTINGS, worker);
    }

    private SliceWorker ending(SliceEnd end) {
        return (run, lease) -> {
            slices.add(run);
            return end;
        };
    }

    private int rows() {
        return new JdbcTemplate(connections())
                .queryForList("select version from agent_scheduled_tasks")
                .size();
    }

    private boolean isResting() {
        return !new JdbcTemplate(connections())
                .queryForList("select version from agent_scheduled_tasks where not picked")
                .isEmpty();
    }

    @AfterEach
    void close() {
        open.forEach(DbSchedulerDispatcher::close);
    }

    @Test
    void worksOnARunAndForgetsItOnceItIsDone() {
        DbSchedulerDispatcher dispatcher = dispatcher(SETTINGS);
        dispatcher.submit(RUN, CLOCK.instant());
        dispatcher.submit(RUN, CLOCK.instant());
        assertThat(rows()).isEqualTo(1);

        dispatcher.start(ending(DONE));

        await().until(() -> rows() == 0);
        assertThat(slices).containsExactly(RUN);
        dispatcher.submit(RUN, CLOCK.instant());
        await().until(() -> slices.size() == 2 && rows() == 0);
    }

    @Test
    void letsAParkedRunRestUntilItIsWoken() {
        DbSchedulerDispatcher dispatcher = started(ending(PARKED));
        dispatcher.submit(RUN, CLOCK.instant());
        await().until(() -> slices.size() == 1 && isResting());
        dispatcher.submit(RUN, CLOCK.instant());
        assertThat(slices).hasSize(1);

        dispatcher.wake(RUN);

        await().pollInterval(Duration.ofMillis(2)).until(() -> slices.size() == 2);
        await().until(this::isResting);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void letsAParkedRunRestUntilItsTime() {
        List<Instant> began = new CopyOnWriteArrayList<>();
        started((run, lease) -> {
                    began.add(CLOCK.instant());
                    return began.size() == 1
                            ? new SliceEnd.Parked(CLOCK.instant().plusSeconds(1))
                            : DONE;
                })
                .submit(RUN, CLOCK.instant());

        await().until(() -> began.size() == 2 && rows() == 0);
        assertThat(Duration.between(began.get(0), began.get(1))).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void goesOnAtOnceWithARunThatIsNotDone() {
        AtomicInteger count = new AtomicInteger();
        started((run, lease) -> count.incrementAndGet() < 20 ? new SliceEnd.Again(CLOCK.instant()) : DONE)
                .wake(RUN);

        await().until(() -> rows() == 0);
        assertThat(count).hasValue(20);
    }

    @Test
    void beginsAnotherSliceForAWakeUpDuringOne() throws InterruptedException {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch ends = new CountDownLatch(1);
        DbSchedulerDispatcher dispatcher = started((run, lease) -> {
            slices.add(run);
            began.countDown();
            assertThat(waitFor(ends)).isTrue();
            return DONE;
        });
        dispatcher.submit(RUN, CLOCK.instant());
        began.await();

        dispatcher(SETTINGS).wake(RUN); // another node
        ends.countDown();

        await().until(() -> rows() == 0);
        assertThat(slices).hasSize(2);
    }

    private static boolean waitFor(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Test
    void followsEveryWakeUpWithASliceThatBeganAfterIt() {
        WakeStorm storm = new WakeStorm(10);
        DbSchedulerDispatcher one = started(storm);
        DbSchedulerDispatcher two = started(storm);

        storm.rage(40, 4, List.of(one, two));

        assertThat(storm.together()).isEmpty();
        assertThat(storm.slices()).isGreaterThanOrEqualTo(400);
    }

    @Test
    void triesAgainLaterWhatFailed() {
        List<Instant> began = new CopyOnWriteArrayList<>();
        started((run, lease) -> {
                    began.add(CLOCK.instant());
                    if (began.size() < 3) {
                        throw new IllegalStateException("broken");
                    }
                    return DONE;
                })
                .submit(RUN, CLOCK.instant());

        await().atMost(Duration.ofSeconds(30)).until(() -> rows() == 0);
        assertThat(began).hasSize(3);
        assertThat(Duration.between(began.get(0), began.get(1))).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(Duration.between(began.get(1), began.get(2))).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void handsRunsOverWhenItCloses() {
        AtomicBoolean handed = new AtomicBoolean();
        CountDownLatch began = new CountDownLatch(1);
        DbSchedulerDispatcher first = started((run, lease) -> {
            began.countDown();
            await().atMost(Duration.ofMinutes(1)).until(lease::handOver);
            handed.set(true);
            return new SliceEnd.Again(CLOCK.instant());
        });
        first.submit(RUN, CLOCK.instant());
        assertThat(waitFor(began)).isTrue();

        first.close();

        assertThat(handed).isTrue();
        assertThat(slices).isEmpty();
        started(ending(DONE));
        await().until(() -> rows() == 0);
        assertThat(slices).hasSize(1);
    }

    @Test
    void interruptsWhatDoesNotHandOver() {
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch began = new CountDownLatch(1);
        DbSchedulerDispatcher dispatcher = started(
                SETTINGS.toBuilder().shutdownWait(Duration.ofMillis(100)).build(), (run, lease) -> {
                    began.countDown();
                    interrupted.set(!waitFor(new CountDownLatch(1)));
                    throw new IllegalStateException("interrupted");
                });
        dispatcher.submit(RUN, CLOCK.instant());
        assertThat(waitFor(began)).isTrue();

        dispatcher.close();

        await().untilTrue(interrupted);
        await().until(this::isResting);
    }

    /** It may still work, but it does not decide any more what becomes of the run. */
    @Test
    void takesRunsFromAWorkerThatIsNotHeardOf() {
        CountDownLatch ends = new CountDownLatch(1);
        CountDownLatch began = new CountDownLatch(1);
        AtomicBoolean late = new AtomicBoolean();
        DbSchedulerDispatcher silent = started((run, lease) -> {
            began.countDown();
            late.set(waitFor(ends));
            return DONE;
        });
        silent.submit(RUN, CLOCK.instant());
        assertThat(waitFor(began)).isTrue();
        DbSchedulerSettings quick = SETTINGS.toBuilder()
                .heartbeatInterval(Duration.ofMillis(500))
                .missedHeartbeats(6)
                .build();

        DbSchedulerDispatcher other = started(quick, ending(PARKED));
        await().until(() -> slices.size() == 1 && isResting());
        ends.countDown();
        silent.close();

        assertThat(late).isTrue();
        assertThat(rows()).isEqualTo(1);
        other.wake(RUN);
        await().until(() -> slices.size() == 2);
    }

    @Test
    void takesTheRunsOfAKilledProcess() throws Exception {
        DbSchedulerDispatcher survivor = dispatcher(DbSchedulerSettings.DEFAULTS);
        for (int number = 0; number < 10; number++) {
            survivor.submit(new RunId("run-" + number), CLOCK.instant());
        }
        Process process = DispatchChild.start(url(), 10);
        survivor.start((run, lease) -> {
            slices.add(run);
            return DONE;
        });

        process.toHandle().destroyForcibly();
        process.waitFor();

        await().atMost(Duration.ofMinutes(2)).until(() -> rows() == 0);
        assertThat(slices).hasSize(10).doesNotHaveDuplicates();
    }
}
