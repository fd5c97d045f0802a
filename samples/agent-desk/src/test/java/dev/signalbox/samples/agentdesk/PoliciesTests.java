package dev.signalbox.samples.agentdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.agent.AgentRuntime;
import dev.signalbox.agent.RunHandle;
import dev.signalbox.agent.approval.Decision;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.router.usage.Ledger;
import dev.signalbox.router.usage.LedgerDimension;
import dev.signalbox.router.usage.LedgerQuery;
import dev.signalbox.router.usage.LedgerTotal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Two hundred trips at once: the planner by planning, all others by routine, to the single call. */
@SpringBootTest(
        args = "help",
        properties = {
            "desk.latency=20ms",
            "signalbox.agent.dispatcher.threads=200",
            "signalbox.agent.dispatcher.heartbeat=1m" // no worker dies, and two hundred heartbeats may take long
        })
@ActiveProfiles("simulated")
@DirtiesContext
class PoliciesTests {

    private static final int RUNS = 200;
    private static final int WORK = 11;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    private static Path folder;

    @Autowired
    private AgentRuntime runtime;

    @Autowired
    private Ledger ledger;

    @DynamicPropertySource
    static void folder(DynamicPropertyRegistry registry) {
        registry.add("desk.folder", folder::toString);
    }

    @Test
    void eachRoleGoesByItsPolicy() throws Exception {
        List<RunHandle<String>> runs = IntStream.range(0, RUNS)
                .mapToObj(run -> runtime.start(TravelDesk.class, "3 days in Lisbon"))
                .toList();
        await().atMost(PATIENCE).until(() -> runtime.pendingApprovals(RUNS).size() == RUNS);
        runtime.pendingApprovals(RUNS).parallelStream()
                .forEach(question -> runtime.decide(question.id(), Decision.approve()));
        for (RunHandle<String> run : runs) {
            assertThat(run.await(PATIENCE)).contains("Paid 486 EUR");
        }
        await().atMost(PATIENCE).until(() -> count(by("policy")) == RUNS * (1 + WORK + 1));

        assertThat(counts(by("policy", "role")))
                .isEqualTo(Map.of(
                        List.of("planning", "plan"), (long) RUNS,
                        List.of("routine", "work"), (long) RUNS * WORK,
                        List.of("routine", "answer"), (long) RUNS));
        assertThat(counts(by("run", "policy")))
                .hasSize(2 * RUNS)
                .allSatisfy((group, count) ->
                        assertThat(count).isEqualTo(group.get(1).equals("planning") ? 1 : WORK + 1));
        assertThat(policies(runs))
                .isEqualTo(Map.of("plan", Set.of("planning"), "work", Set.of("routine"), "answer", Set.of("routine")));
    }

    private List<LedgerTotal> by(String... dimensions) {
        List<LedgerDimension> by =
                Stream.of(dimensions).map(LedgerDimension::of).toList();
        return ledger.totals(LedgerQuery.calls(), by, ZoneOffset.UTC, 3 * RUNS);
    }

    private static long count(List<LedgerTotal> totals) {
        return totals.stream().mapToLong(LedgerTotal::count).sum();
    }

    private static Map<List<String>, Long> counts(List<LedgerTotal> totals) {
        return totals.stream().collect(Collectors.toMap(LedgerTotal::group, LedgerTotal::count));
    }

    /** What the journals say of it. */
    private Map<String, Set<String>> policies(List<RunHandle<String>> runs) {
        return runs.stream()
                .flatMap(run -> runtime.steps(run.id()).stream())
                .filter(step -> step.role() != null)
                .collect(Collectors.groupingBy(
                        StepRecord::role, Collectors.mapping(StepRecord::policy, Collectors.toSet())));
    }
}
