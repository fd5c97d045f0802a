package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.Router;
import dev.signalbox.router.RouterReload;
import dev.signalbox.router.actuate.LedgerEndpoint;
import dev.signalbox.router.actuate.RouterActivity;
import dev.signalbox.router.actuate.RouterEndpoint;
import dev.signalbox.router.actuate.RouterHealthIndicator;
import dev.signalbox.router.actuate.RouterInfoContributor;
import dev.signalbox.router.ledger.LedgerWriter;
import dev.signalbox.router.usage.Ledger;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.autoconfigure.info.InfoContributorFallback;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The actuator endpoint {@code router}, and the router's part in {@code health} and {@code info}. */
@AutoConfiguration(after = SignalboxReloadAutoConfiguration.class)
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(Router.class)
public final class SignalboxActuatorAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    RouterActivity signalboxActivity() {
        return new RouterActivity(InstantSource.system());
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint
    RouterEndpoint signalboxEndpoint(Router router, RouterActivity activity, ObjectProvider<RouterReload> reload) {
        return new RouterEndpoint(router, activity, reload.getIfAvailable());
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean({Ledger.class, LedgerWriter.class})
    @ConditionalOnAvailableEndpoint
    LedgerEndpoint signalboxLedgerEndpoint(Ledger ledger, LedgerWriter writer) {
        return new LedgerEndpoint(ledger, writer);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnEnabledInfoContributor(value = "router", fallback = InfoContributorFallback.DISABLE)
    RouterInfoContributor signalboxInfoContributor(Router router) {
        return new RouterInfoContributor(router);
    }

    /** Even who lets the actuator show all values does not mean keys of ours. */
    @Bean
    SanitizingFunction signalboxSecrets() {
        return SanitizingFunction.sanitizeValue().ifKeyMatches(SecretProperties::isSecret);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
    static class Health {

        @Bean
        @ConditionalOnMissingBean(name = "routerHealthIndicator")
        @ConditionalOnEnabledHealthIndicator("router")
        RouterHealthIndicator routerHealthIndicator(Router router, RouterActivity activity) {
            return new RouterHealthIndicator(router, activity);
        }
    }
}
