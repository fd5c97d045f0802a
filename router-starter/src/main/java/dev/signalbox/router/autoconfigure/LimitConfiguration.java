package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.limit.Bucket4jRateLimiter;
import dev.signalbox.router.limit.SharedRateLimiter;
import dev.signalbox.router.resilience.RateLimitStore;
import dev.signalbox.router.resilience.RateLimiter;
import dev.signalbox.router.store.jdbc.JdbcRateLimitStore;
import dev.signalbox.router.store.jdbc.JdbcStore;
import dev.signalbox.router.store.redis.RedisRateLimitStore;
import dev.signalbox.router.store.redis.RedisStore;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Limits per minute by Bucket4j, if it is there. A {@link RateLimiter} or a {@link RateLimitStore} of the application takes the place
 * of ours.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(name = "io.github.bucket4j.Bucket")
class LimitConfiguration {

    private static final String KIND = StoresProperties.PREFIX + ".rate-limits.kind";

    @Bean
    @ConditionalOnMissingBean(RateLimiter.class)
    RateLimiter signalboxRateLimiter(
            ConfigurableEnvironment environment,
            Clockwork clockwork,
            ObjectProvider<RateLimitStore> own,
            ObjectProvider<JdbcStore> jdbc,
            ObjectProvider<RedisStore> redis) {
        StoresProperties stores = new StrictBinding(environment).bind().stores();
        RateLimitStore ofApplication = own.getIfAvailable();
        if (ofApplication != null) {
            return shared(ofApplication, stores, clockwork);
        }
        return switch (stores.rateLimits().kind()) {
            case MEMORY -> new Bucket4jRateLimiter(clockwork.nanos());
            case JDBC -> {
                StoreCheck.requireJdbc(KIND, stores);
                yield shared(new JdbcRateLimitStore(jdbc.getObject(), clockwork.instants()), stores, clockwork);
            }
            case REDIS -> {
                StoreCheck.requireRedis(KIND, stores);
                yield shared(new RedisRateLimitStore(redis.getObject()), stores, clockwork);
            }
        };
    }

    private static RateLimiter shared(RateLimitStore store, StoresProperties stores, Clockwork clockwork) {
        return new SharedRateLimiter(store, stores.rateLimits().settings(), clockwork.executor(), clockwork.nanos());
    }

    /** How the store is doing. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    @ConditionalOnBooleanProperty(name = ObserveConfiguration.METERS, matchIfMissing = true)
    static class Meters {

        @Bean
        MeterBinder signalboxRateLimitMeters(ObjectProvider<RateLimiter> limiter) {
            return registry -> limiter.ifUnique(one -> {
                if (one instanceof SharedRateLimiter shared) {
                    FunctionCounter.builder("signalbox.rate_limit.store.failures", shared, SharedRateLimiter::failures)
                            .description("What the store of rate limits has failed at, or was too slow for")
                            .register(registry);
                }
            });
        }
    }
}
