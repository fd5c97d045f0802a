package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.limit.Bucket4jRateLimiter;
import dev.signalbox.router.resilience.RateLimiter;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Limits per minute by Bucket4j, if it is there. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(name = "io.github.bucket4j.Bucket")
class LimitConfiguration {

    @Bean
    @ConditionalOnMissingBean(RateLimiter.class)
    Bucket4jRateLimiter signalboxRateLimiter(Clockwork clockwork) {
        return new Bucket4jRateLimiter(clockwork.nanos());
    }
}
