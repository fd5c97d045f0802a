package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.signalbox.router.Router;
import dev.signalbox.router.RouterBuilder;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.execution.MissingRateLimiterException;
import dev.signalbox.router.execution.RateLimitContributor;
import dev.signalbox.router.limit.Bucket4jRateLimiter;
import dev.signalbox.router.limit.SharedRateLimiter;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Limits;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.resilience.RateLimitStore;
import dev.signalbox.router.resilience.RateLimiter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.FilteredClassLoader;

/** Limits of deployments, from the property to what keeps them. */
class LimitConfigurationTests {

    private static final FilteredClassLoader WITHOUT_BUCKET4J = new FilteredClassLoader("io.github.bucket4j");

    private static Yaml limited(String limits) {
        return Yaml.of("""
                signalbox.models.small.deployments:
                  - simulated/a
                  - { provider: simulated, model-id: b, limits: { %s } }
                """.formatted(limits));
    }

    @Test
    void propertiesBecomeLimits() {
        Yaml yaml = limited("concurrency: 4, requests-per-minute: 60, tokens-per-minute: 3000000000");

        Catalogue catalogue = RouterConfiguration.read(yaml.environment(), Set.of("simulated"))
                .catalogue();

        assertThat(catalogue.deployment("simulated/a")).map(Deployment::limits).hasValue(Limits.NONE);
        assertThat(catalogue.deployment("simulated/b"))
                .map(Deployment::limits)
                .hasValue(new Limits(4, 60, 3_000_000_000L));
    }

    @ParameterizedTest
    @CsvSource({"concurrency, 0", "requests-per-minute, 0", "tokens-per-minute, -5"})
    void limitsBelowOneAreRefused(String key, String value) {
        Report report = Report.of(limited(key + ": " + value).text());

        String property = "signalbox.models.small.deployments[1].limits." + key;
        assertThat(report.description())
                .startsWith("'" + property + "' is " + value + ". It must be at least 1.")
                .contains("Property: " + property)
                .contains("Value: " + value);
        assertThat(report.action()).isEqualTo("Correct '" + property + "'.");
    }

    @Test
    void unknownLimitsAreRefused() {
        Report report = Report.of(limited("request-per-minute: 3").text());

        assertThat(report.description())
                .startsWith("'signalbox.models.small.deployments[1].limits' has no key 'request-per-minute'."
                        + " Did you mean 'requests-per-minute'?"
                        + " Known keys: concurrency, requests-per-minute, tokens-per-minute.");
    }

    @Test
    void limitsArePlacedBelowKeys() {
        Report report = Report.of("signalbox.models.small.deployments: [{ provider: simulated, limits: 7 }]");

        assertThat(report.description())
                .startsWith("'signalbox.models.small.deployments[0].limits' takes keys, not a value.");
    }

    @Test
    void bucket4jKeepsThemOnTheRoutersClock() {
        AtomicLong nanos = new AtomicLong();

        limited("requests-per-minute: 1")
                .runner()
                .withPropertyValues("signalbox.ledger.enabled=false")
                .withBean(Clockwork.class, () -> new Clockwork(nanos::get, null, null, null, null, () -> 0.5))
                .run(context -> {
                    RateLimiter limiter = context.getBean(RateLimiter.class);
                    Limits limits = new Limits(null, 1, null);

                    assertThat(limiter).isInstanceOf(Bucket4jRateLimiter.class);
                    assertThat(limiter.tryAcquire("simulated/b", limits, 1)).isZero();
                    assertThat(limiter.tryAcquire("simulated/b", limits, 1)).isPositive();
                    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
                    assertThat(limiter.tryAcquire("simulated/b", limits, 1)).isZero();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "'requests-per-minute: 60', requests-per-minute, 60",
        "'tokens-per-minute: 9000', tokens-per-minute, 9000",
        "'requests-per-minute: 60, tokens-per-minute: 9000', requests-per-minute, 60"
    })
    void limitsPerMinuteNeedBucket4j(String limits, String key, String value) {
        Report report = Report.of(limited(limits), runner -> runner.withClassLoader(WITHOUT_BUCKET4J));

        assertThat(report.description())
                .startsWith(
                        "The deployment 'simulated/b' has limits per minute, and there is no RateLimiter to keep them.")
                .contains("Property: signalbox.models.small.deployments[1].limits." + key)
                .contains("Value: " + value);
        assertThat(report.action())
                .isEqualTo("Add the dependency 'com.bucket4j:bucket4j_jdk17-core', define a bean of type RateLimiter,"
                        + " or remove the limits per minute.");
    }

    @Test
    void bucket4jIsNotNeededForAnythingElse() {
        limited("concurrency: 3")
                .runner()
                .withClassLoader(WITHOUT_BUCKET4J)
                .run(context -> assertThat(context).hasSingleBean(Router.class).doesNotHaveBean(RateLimiter.class));
    }

    @Test
    void anOwnRateLimiterTakesThePlaceOfOurs() {
        RateLimiter own = new Bucket4jRateLimiter(() -> 0);

        limited("requests-per-minute: 60")
                .runner()
                .withClassLoader(WITHOUT_BUCKET4J)
                .withBean(RateLimiter.class, () -> own)
                .run(context -> assertThat(context).hasSingleBean(Router.class));
        limited("requests-per-minute: 60")
                .runner()
                .withBean(RateLimiter.class, () -> own)
                .run(context -> assertThat(context).getBean(RateLimiter.class).isSameAs(own));
    }

    @Test
    void rateLimitsArePartOfTheConfiguration() {
        Yaml yaml = Yaml.of("""
                signalbox:
                  models.small.deployments: [simulated/a]
                  rate-limits:
                    tenant-minute: { per: tenant, requests-per-minute: 60, tokens-per-minute: 90000 }
                    gold: { per: "tag:tier", requests-per-minute: 5 }
                """);

        yaml.runner()
                .run(context -> assertThat(context.getBean(Router.class).rateLimits())
                        .extracting(limit -> limit.name() + ": " + limit)
                        .containsExactly(
                                "tenant-minute: 60 requests and 90000 tokens per minute per tenant",
                                "gold: 5 requests per minute per tag:tier"));
    }

    @Test
    void nodesCountTogetherInTheDatabaseThatIsConfigured(@TempDir Path folder) {
        Yaml yaml = limited("requests-per-minute: 1");

        yaml.runner()
                .withPropertyValues(
                        "signalbox.stores.jdbc.url=jdbc:sqlite:" + folder.resolve("signalbox.db"),
                        "signalbox.stores.rate-limits.kind=jdbc",
                        "signalbox.stores.rate-limits.timeout=1m")
                .run(context -> {
                    RateLimiter limiter = context.getBean(RateLimiter.class);
                    Limits limits = new Limits(null, 1, null);

                    assertThat(limiter).isInstanceOf(SharedRateLimiter.class);
                    assertThat(limiter.tryAcquire("simulated/b", limits, 1)).isZero();
                    assertThat(limiter.tryAcquire("simulated/b", limits, 1)).isPositive();
                });
    }

    @Test
    void anOwnStoreIsAsked() {
        AtomicInteger asked = new AtomicInteger();

        limited("requests-per-minute: 1")
                .runner()
                .withBean(RateLimitStore.class, () -> new CountingStore(asked))
                .run(context -> {
                    context.getBean(RateLimiter.class).tryAcquire("simulated/b", new Limits(null, 1, null), 1);

                    assertThat(asked).hasValue(1);
                });
    }

    private record CountingStore(AtomicInteger asked) implements RateLimitStore {

        @Override
        public void update(String account, Change change) {
            asked.incrementAndGet();
            change.apply(null, 0);
        }

        @Override
        public void deleteExpired() {}
    }

    @Test
    void aContributorNeedsARateLimiterToo() {
        limited("concurrency: 3")
                .runner()
                .withClassLoader(WITHOUT_BUCKET4J)
                .withBean(RateLimitContributor.class, () -> facts -> List.of())
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("There are rate limits, and there is no RateLimiter to keep them."));
    }

    @Test
    void aCustomizerMayBringOne() {
        limited("requests-per-minute: 60")
                .runner()
                .withClassLoader(WITHOUT_BUCKET4J)
                .withBean(
                        RouterCustomizer.class, () -> builder -> builder.rateLimiter(new Bucket4jRateLimiter(() -> 0)))
                .run(context -> assertThat(context).hasSingleBean(Router.class));
    }

    @Test
    void routersBuiltByHandNeedOneToo() {
        Deployment deployment =
                Deployment.of("x/y").limits(new Limits(null, 1, null)).build();
        RouterBuilder builder = Router.builder(
                        Catalogue.of(Model.of("m", deployment)), PolicySet.of(Policy.of("p", "m")))
                .client("x/y", OwnModel.saying("hi"));

        assertThatExceptionOfType(MissingRateLimiterException.class)
                .isThrownBy(builder::build)
                .satisfies(missing -> assertThat(missing.deployment()).isEqualTo(deployment));

        builder.rateLimiter(new Bucket4jRateLimiter(() -> 0)).build().close();
    }
}
