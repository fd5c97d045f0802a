package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.policy.Shadow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where copies of some calls go, of which their callers notice nothing.
 *
 * @param model Model or policy to which copies go.
 * @param share Percentage of the policy's calls that are copied.
 * @param timeout How long a copy may take.
 * @param concurrency How many copies may be under way at the same time; others are dropped.
 */
@ConfigurationPropertiesSource
record ShadowProperties(
        @Nullable String model,
        @Nullable Double share,
        @DefaultValue("1m") Duration timeout,
        @DefaultValue("10") int concurrency) {

    Shadow shadow(String property, String policy, KnownNames names) {
        Checks checks = new Checks(property);
        String other = checks.required("model", model, "as the name of the model or policy that gets the copies");
        double percent = checks.required("share", share, "as the percentage of calls that are copied, for example 5");
        names.requireShadow(checks.property("model"), policy, other);
        checks.positive("timeout", timeout);
        checks.atLeast("concurrency", 1, concurrency);
        return new Checks(checks.property("share"))
                .fitting(share, () -> new Shadow(other, percent, timeout, concurrency));
    }
}
