package dev.signalbox.test.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.router.BudgetUnavailableException;
import dev.signalbox.router.RateLimitExceededException;
import dev.signalbox.router.Router;
import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.limit.Bucket4jRateLimiter;
import dev.signalbox.router.model.Limits;
import dev.signalbox.router.observe.RouterMeters;
import dev.signalbox.router.policy.RateLimit;
import dev.signalbox.router.policy.Scope;
import dev.signalbox.router.policy.Shadow;
import dev.signalbox.test.budget.BudgetHouse;
import dev.signalbox.test.budget.FailingStore;
import dev.signalbox.test.observe.Dashboard.Query;
import dev.signalbox.test.provider.FakeReply;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The dashboard asks only for what Prometheus really gets, and for all of it. */
class DashboardTests {

    private static final Path FILE = Path.of("..", "docs", "grafana", "signalbox.json");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+)\\{([^}]*)} ");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");

    private final ObservedHouse house = new ObservedHouse();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @AfterEach
    void close() {
        house.close();
    }

    /** The labels of each metric, after calls in which everything happens once. */
    private Map<String, Set<String>> scraped() {
        RouterMeters meters = new RouterMeters(registry);
        Router router = house.router(meters);
        house.first.reply(FakeReply.text("done").cachedTokens(4), FakeReply.rateLimited(Duration.ofMinutes(1)));
        house.second.reply(FakeReply.error(500));
        house.spare.reply(FakeReply.text("no known price"));
        router.chatModel().chat(ObservedHouse.request());
        router.chatModel().chat(ObservedHouse.request());
        ObservedHouse.stream(router).response();
        Router shadowed = house.router(meters, policy -> policy.shadow(Shadow.of("main", 100)), List.of());
        shadowed.chatModel().chat(ObservedHouse.request());
        house.bed.await(RouterEvent.ShadowEnded.class, 1);
        budgetsAreUsedUpAndTheirStoreFails(meters);
        aRateLimitIsReached(meters);
        Map<String, Set<String>> labels = new TreeMap<>();
        SAMPLE.matcher(registry.scrape())
                .results()
                .forEach(sample -> labels.computeIfAbsent(sample.group(1), name -> new TreeSet<>())
                        .addAll(LABEL.matcher(sample.group(2))
                                .results()
                                .map(label -> label.group(1))
                                .toList()));
        return labels;
    }

    private static void aRateLimitIsReached(RouterMeters meters) {
        BudgetHouse limited = new BudgetHouse();
        limited.more = builder -> builder.listener(meters)
                .rateLimiter(new Bucket4jRateLimiter(() -> 0))
                .rateLimit(new RateLimit("all", Scope.of("global"), new Limits(null, 1, null)));
        Router router = limited.router(Budget.of("c", "1 USD").build());
        BudgetHouse.ask(router);
        assertThatThrownBy(() -> BudgetHouse.ask(router)).isInstanceOf(RateLimitExceededException.class);
    }

    private void budgetsAreUsedUpAndTheirStoreFails(RouterMeters meters) {
        BudgetHouse budgets = new BudgetHouse();
        budgets.more = builder -> builder.listener(meters);
        Router warned = budgets.router(
                Budget.of("a", "0.0004 USD").warnAt(List.of(0.01)).build());
        BudgetHouse.ask(warned);
        budgets.store = new FailingStore(budgets.store).fail(true);
        Router unknown = budgets.router(Budget.of("b", "1 USD").build());
        assertThatThrownBy(() -> BudgetHouse.ask(unknown)).isInstanceOf(BudgetUnavailableException.class);
    }

    @Test
    void everyQueryFindsItsMetricsAndLabels() throws IOException {
        Map<String, Set<String>> scraped = scraped();

        assertThat(Dashboard.read(FILE).queries()).hasSizeGreaterThan(20).allSatisfy(query -> {
            assertThat(query.strays()).as(query.text()).isEmpty();
            assertThat(query.metrics()).as(query.text()).isNotEmpty().isSubsetOf(scraped.keySet());
            for (String metric : query.metrics()) {
                assertThat(scraped.get(metric)).as(query.text()).containsAll(query.labels());
            }
        });
    }

    @Test
    void everyMeterIsShown() throws IOException {
        Set<String> asked = Dashboard.read(FILE).queries().stream()
                .map(Query::metrics)
                .flatMap(Set::stream)
                .map(DashboardTests::family)
                .collect(Collectors.toSet());

        assertThat(scraped().keySet().stream().map(DashboardTests::family).collect(Collectors.toSet()))
                .isEqualTo(asked);
    }

    private static String family(String metric) {
        return metric.replaceFirst("_(bucket|count|sum|max)$", "");
    }
}
