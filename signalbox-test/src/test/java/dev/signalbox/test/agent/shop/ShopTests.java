package dev.signalbox.test.agent.shop;

import static dev.signalbox.test.agent.AgentAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.store.jdbc.JdbcJournalStore;
import dev.signalbox.agent.store.jdbc.JournalDatabase;
import dev.signalbox.agent.store.jdbc.JournalSettings;
import dev.signalbox.test.agent.AgentHarness;
import dev.signalbox.test.agent.CrashReport;
import dev.signalbox.test.agent.CrashTrials;
import dev.signalbox.test.agent.KillPoint;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Thirty things that customers want, with the process killed at every write: the shop is always left as it should be. */
class ShopTests {

    private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

    @TempDir
    private static Path folder;

    private static JournalDatabase database;
    private static JournalStore journal;
    private static ShopDatabase shop;

    @BeforeAll
    static void open() {
        database = JournalDatabase.open(JournalSettings.file(folder.resolve("agents.db")));
        journal = new JdbcJournalStore(database);
        shop = new ShopDatabase(database.dataSource());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    /** Journals without runs: faster than new ones. */
    private static JournalStore emptied() {
        journal.deleteEndedBefore(LATER, Integer.MAX_VALUE);
        return journal;
    }

    static List<ShopTask> tasks() {
        return ShopTask.all();
    }

    @Test
    void theTasksUseAllTools() {
        assertThat(tasks()).hasSize(30);
        assertThat(tasks())
                .flatExtracting(ShopTask::rounds)
                .flatExtracting(round -> round)
                .extracting(use -> ((ShopTask.Use) use).tool())
                .containsOnly(
                        "findUser",
                        "findUserByName",
                        "getUser",
                        "getOrder",
                        "listProducts",
                        "getProduct",
                        "moveUser",
                        "readdressOrder",
                        "placeOrder",
                        "returnItems",
                        "exchangeItem",
                        "swapItem",
                        "leaveNote",
                        "pay",
                        "refund",
                        "cancelOrder",
                        "grantPoints");
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void theShopIsLeftAsItShouldBe(ShopTask task) {
        ShopScenario scenario = new ShopScenario(task, shop);

        Object left = scenario.play(AgentHarness.over(emptied(), scenario::setup));

        assertThat(left).isEqualTo(List.of("Served: " + task.id(), task.end()));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void andSoItIsWhereverTheProcessIsKilled(ShopTask task) {
        CrashReport report = CrashTrials.everyWrite(() -> new ShopScenario(task, shop), ShopTests::emptied);

        assertThat(report)
                .endedAlike()
                .repeatedNoStep()
                .neverRepeated(effect -> effect.startsWith("pay") || effect.startsWith("refund"))
                .hasKillsFrom(10);
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void andIfEachProcessOnlyGetsALittleDone(ShopTask task) {
        CrashReport report = CrashTrials.everyProcess(
                () -> new ShopScenario(task, shop), ShopTests::emptied, new KillPoint(5, KillPoint.Moment.AFTER));

        assertThat(report)
                .endedAlike()
                .repeatedNoStep()
                .neverRepeated(effect -> effect.startsWith("pay") || effect.startsWith("refund"))
                .hasKillsFrom(1);
    }
}
