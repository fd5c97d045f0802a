package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.Router;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.event.RouterListener;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.gateway.GatewayAuthentication;
import dev.signalbox.router.gateway.GatewayCaller;
import dev.signalbox.router.gateway.GatewayHandler;
import dev.signalbox.router.gateway.GatewayMeters;
import dev.signalbox.router.gateway.GatewayRequestEnded;
import dev.signalbox.router.gateway.KeyAuthentication;
import dev.signalbox.router.gateway.KeyLimits;
import dev.signalbox.router.gateway.KeyManagement;
import dev.signalbox.router.gateway.PrincipalAuthentication;
import dev.signalbox.router.key.KeyRing;
import dev.signalbox.router.key.KeySecret;
import dev.signalbox.router.key.MemoryKeyStore;
import dev.signalbox.router.key.VirtualKey;
import dev.signalbox.router.key.VirtualKeyStore;
import dev.signalbox.router.resilience.RateLimiter;
import dev.signalbox.router.usage.Ledger;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/**
 * Opens the router to clients of OpenAI and OpenRouter, if {@code signalbox.gateway.enabled} says so. A bean of type
 * {@link GatewayAuthentication} takes the place of virtual keys; one of type {@link VirtualKeyStore} adds keys to those that
 * are configured.
 */
@Slf4j
@AutoConfiguration(
        after = SignalboxAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass({HttpRequestHandler.class, SimpleUrlHandlerMapping.class})
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnBooleanProperty("signalbox.gateway.enabled")
@ConditionalOnBean(Router.class)
@Import(KeyStoreConfiguration.class)
public final class SignalboxGatewayAutoConfiguration {

    private static final String AUTHENTICATION = "signalboxGatewayAuthentication";
    private static final String DEVELOPMENT = "development";
    /** Behind the application's own controllers. */
    private static final int ORDER = 1;

    @Bean
    GatewayProperties signalboxGatewayProperties(ConfigurableEnvironment environment) {
        return new StrictBinding(environment).bind().gateway();
    }

    @Bean
    @ConditionalOnMissingBean
    KeyRing signalboxKeyRing(
            GatewayProperties properties,
            CurrentConfiguration configuration,
            Clockwork clockwork,
            ObjectProvider<VirtualKeyStore> store,
            ListableBeanFactory beans) {
        VirtualKeyStore kept = store.getIfAvailable();
        Instant now = clockwork.instants().instant();
        List<VirtualKey> keys = known(configuration, now);
        boolean byKeys = properties.authentication() == GatewayProperties.Authentication.KEYS;
        if (byKeys && keys.isEmpty() && kept == null && isOurs(beans)) {
            keys.add(developmentKey(now));
        }
        return new KeyRing(new MemoryKeyStore(keys), kept, clockwork.instants());
    }

    /** The configuration does not say when it was written: they are as old as the process that knows them. */
    private static List<VirtualKey> known(CurrentConfiguration configuration, Instant now) {
        return configuration.get().keys().stream()
                .map(key -> key.toBuilder().createdAt(now).build())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** A reload changes keys too; one for development goes on until there is another. */
    @Bean
    RouterListener signalboxKeysReloaded(KeyRing ring, CurrentConfiguration configuration, Clockwork clockwork) {
        return event -> {
            if (event instanceof RouterEvent.ConfigurationReloaded) {
                List<VirtualKey> keys =
                        known(configuration, clockwork.instants().instant());
                boolean development =
                        ring.configured().stream().anyMatch(key -> key.name().equals(DEVELOPMENT));
                if (!keys.isEmpty() || !development) {
                    ring.configure(keys);
                }
            }
        };
    }

    /** Whether keys are what callers are known by; told without making the bean, which needs the keys. */
    private static boolean isOurs(ListableBeanFactory beans) {
        return List.of(beans.getBeanNamesForType(GatewayAuthentication.class, true, false))
                .equals(List.of(AUTHENTICATION));
    }

    private static VirtualKey developmentKey(Instant now) {
        KeySecret secret = KeySecret.generate(new SecureRandom());
        log.warn(
                "The gateway has no keys, so here is one for development, which ends with this process: {} . Write"
                        + " 'signalbox.gateway.keys.<name>.secret' for one of your own.",
                secret.value());
        return VirtualKey.builder()
                .name(DEVELOPMENT)
                .hash(secret.hash())
                .label(secret.label())
                .createdAt(now)
                .build();
    }

    @Bean(AUTHENTICATION)
    @ConditionalOnMissingBean
    GatewayAuthentication signalboxGatewayAuthentication(
            GatewayProperties properties, ObjectProvider<KeyRing> keys, Clockwork clockwork) {
        return switch (properties.authentication()) {
            case KEYS -> new KeyAuthentication(keys.getObject(), clockwork.instants());
            case PRINCIPAL -> new PrincipalAuthentication();
            case NONE -> request -> GatewayCaller.named("anonymous");
        };
    }

    @Bean
    RouterCustomizer signalboxKeyLimits(KeyRing keys, ObjectProvider<RateLimiter> rateLimiter) {
        KeyLimits limits = new KeyLimits(keys, rateLimiter.getIfAvailable() != null);
        return builder -> {
            builder.budgetContributor(limits);
            if (limits.limitsRates() || rateLimiter.getIfAvailable() != null) {
                builder.rateLimitContributor(limits);
            }
        };
    }

    /** None unless there is a credential for it. */
    @Bean
    @ConditionalOnMissingBean
    @Nullable
    KeyManagement signalboxKeyManagement(
            GatewayProperties properties, KeyRing keys, ObjectProvider<RateLimiter> rateLimiter) {
        KeySecret credential = properties.checkedManagementKey(keys);
        return credential == null
                ? null
                : new KeyManagement(credential, keys, rateLimiter.getIfAvailable() != null, new SecureRandom());
    }

    @Bean
    @ConditionalOnMissingBean
    GatewayHandler signalboxGateway(
            GatewayProperties properties,
            GatewayAuthentication authentication,
            Router router,
            ObjectProvider<Ledger> ledger,
            Clockwork clockwork,
            ApplicationEventPublisher events,
            ObjectProvider<KeyManagement> management) {
        GatewayHandler.Parts parts = new GatewayHandler.Parts(
                router,
                ledger.getIfAvailable(),
                clockwork.instants(),
                clockwork.nanos(),
                events::publishEvent,
                management.getIfAvailable());
        return new GatewayHandler(properties.settings(), authentication, parts);
    }

    @Bean
    SimpleUrlHandlerMapping signalboxGatewayMapping(GatewayHandler gateway, GatewayProperties properties) {
        Map<String, Object> handlers = new LinkedHashMap<>();
        Map<String, CorsConfiguration> cors = new LinkedHashMap<>();
        for (String base : properties.checkedBasePaths()) {
            for (String path : GatewayHandler.PATHS) {
                handlers.put(base + path, gateway);
                if (!path.startsWith("/keys")) { // no web page holds the key that manages keys
                    cors.put(base + path, cors(properties));
                }
            }
        }
        SimpleUrlHandlerMapping mapping = new SimpleUrlHandlerMapping(handlers, ORDER);
        if (!properties.cors().allowedOrigins().isEmpty()) {
            mapping.setCorsConfigurations(cors);
        }
        return mapping;
    }

    /** The gateway has a port of its own. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(TomcatWebServerFactory.class)
    @ConditionalOnProperty("signalbox.gateway.port")
    static class OwnPort {

        @Bean
        GatewayPort signalboxGatewayPort(GatewayProperties properties) {
            return new GatewayPort(properties.checkedPort(), properties.checkedBasePaths());
        }
    }

    /** Another server than Tomcat. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("org.springframework.boot.tomcat.TomcatWebServerFactory")
    @ConditionalOnProperty("signalbox.gateway.port")
    static class NoOwnPort {

        NoOwnPort() {
            throw new ConfigurationProblem(
                    GatewayProperties.PREFIX + ".port",
                    null,
                    "A port of its own for the gateway needs Tomcat, and this application has another server.",
                    "Remove the property, so that the gateway is served on the application's port.");
        }
    }

    /** Requests are measured. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    @ConditionalOnBooleanProperty(name = ObserveConfiguration.METERS, matchIfMissing = true)
    static class Meters {

        @Bean
        @ConditionalOnBean(MeterRegistry.class)
        ApplicationListener<PayloadApplicationEvent<GatewayRequestEnded>> signalboxGatewayMeters(
                MeterRegistry registry) {
            return ApplicationListener.forPayload(new GatewayMeters(registry));
        }
    }

    private static CorsConfiguration cors(GatewayProperties properties) {
        CorsConfiguration cors = new CorsConfiguration();
        cors.setAllowedOrigins(properties.cors().allowedOrigins());
        cors.setAllowedMethods(List.of("GET", "POST"));
        cors.setAllowedHeaders(List.of("*"));
        cors.setExposedHeaders(List.of("X-Generation-Id", "Retry-After"));
        return cors;
    }
}
