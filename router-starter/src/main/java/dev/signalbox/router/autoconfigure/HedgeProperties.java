package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.policy.Hedge;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a slow call is sent to another candidate as well. One of 'after' and 'percentile' is needed.
 *
 * @param after How long an attempt may bring nothing before another is started beside it.
 * @param percentile Share of the deployment's recent calls, in percent, after whose time to the first content another
 *     attempt is started; until enough calls were seen, 'after' counts.
 * @param max How many attempts are started beside the first.
 */
@ConfigurationPropertiesSource
record HedgeProperties(
        @Nullable Duration after,
        @Nullable Double percentile,
        @DefaultValue("1") int max) {

    Hedge hedge(String property) {
        Checks checks = new Checks(property);
        checks.positiveOrNull("after", after);
        return checks.fitting(null, () -> new Hedge(after, percentile, max));
    }
}
