package dev.signalbox.test.gateway;

import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.execution.SystemClockwork;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;

/** A gateway whose keys are kept in a database file, and whoever manages them. Its time of day stands still. */
final class KeyDesk implements AutoCloseable {

    static final String MANAGEMENT = "the-management-key-of-tests";
    static final Instant BEGIN = Instant.parse("2026-11-26T12:00:00Z");

    private final GatewayHouse house;

    private KeyDesk(GatewayHouse house) {
        this.house = house;
    }

    /** One that keeps keys, budgets and records in a file of that folder. */
    static KeyDesk in(Path folder, String... properties) {
        return with(
                List.of(),
                Stream.concat(
                        Stream.of(
                                "signalbox.stores.jdbc.url=jdbc:sqlite:" + folder.resolve("signalbox.db"),
                                "signalbox.stores.jdbc.timeout=30s",
                                "signalbox.stores.keys.kind=jdbc"),
                        Stream.of(properties)));
    }

    /** One without a store for keys. */
    static KeyDesk without() {
        return with(List.of());
    }

    /** One with beans of its own. */
    static KeyDesk with(List<Class<?>> beans) {
        return with(beans, Stream.of());
    }

    private static KeyDesk with(List<Class<?>> beans, Stream<String> properties) {
        Stream<String> usual = Stream.of(
                "signalbox.gateway.management-key=" + MANAGEMENT,
                "signalbox.providers.sim.dialect=simulated",
                "signalbox.models.small.aliases=tiny",
                "signalbox.models.small.deployments[0].provider=sim",
                "signalbox.models.small.deployments[0].model-id=small",
                "signalbox.models.small.deployments[0].price.input=1",
                "signalbox.models.small.deployments[0].price.output=1",
                "signalbox.models.large.deployments[0].provider=sim",
                "signalbox.models.large.deployments[0].model-id=large",
                "signalbox.models.large.deployments[0].price.input=1000",
                "signalbox.models.large.deployments[0].price.output=1000",
                "signalbox.policies.routine.models=small",
                "signalbox.policies.planning.models=large",
                "signalbox.default-policy=routine");
        List<Class<?>> all = new ArrayList<>(beans);
        all.add(StillTime.class);
        return new KeyDesk(
                GatewayHouse.with(all, Stream.concat(usual, properties).toArray(String[]::new)));
    }

    /** The time of day, which tests move. */
    static final class TimeOfDay implements InstantSource {

        private volatile Instant now = BEGIN;

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** Everything of the system's but the time of day. */
    @Configuration(proxyBeanMethods = false)
    static class StillTime {

        @Bean
        TimeOfDay timeOfDay() {
            return new TimeOfDay();
        }

        @Bean
        SystemClockwork systemClockwork() {
            return new SystemClockwork();
        }

        @Bean
        Clockwork clockwork(SystemClockwork system, TimeOfDay time) {
            Clockwork real = system.clockwork();
            return new Clockwork(
                    time,
                    real.nanos(),
                    real.sleeper(),
                    real.scheduler(),
                    real.executor(),
                    real.context(),
                    real.random());
        }
    }

    void advance(Duration by) {
        TimeOfDay time = house.bean(TimeOfDay.class);
        time.now = time.now.plus(by);
    }

    Instant now() {
        return house.bean(TimeOfDay.class).now;
    }

    GatewayHouse house() {
        return house;
    }

    /** A request with a key, none if it is {@code null}. */
    HttpResponse<String> send(@Nullable String secret, String method, String path, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(house.uri("/v1/" + path));
        if (secret != null) {
            request.header("Authorization", "Bearer " + secret);
        }
        return house.send(request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<String> post(String body) {
        return send(MANAGEMENT, "POST", "keys", body);
    }

    HttpResponse<String> patch(String name, String body) {
        return send(MANAGEMENT, "PATCH", "keys/" + name, body);
    }

    HttpResponse<String> delete(String name) {
        return send(MANAGEMENT, "DELETE", "keys/" + name, null);
    }

    HttpResponse<String> rotate(String name, @Nullable String body) {
        return send(MANAGEMENT, "POST", "keys/" + name + "/rotate", body);
    }

    HttpResponse<String> get(String name) {
        return send(MANAGEMENT, "GET", "keys/" + name, null);
    }

    /** What is shown of a key. */
    JsonNode key(String name) {
        return data(get(name), 200);
    }

    static JsonNode data(HttpResponse<String> response, int status) {
        if (response.statusCode() != status) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return GatewayHouse.json(response).path("data");
    }

    /** The secret of a new key. */
    String made(String body) {
        return secret(post(body), 201);
    }

    static String secret(HttpResponse<String> response, int status) {
        if (response.statusCode() != status) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return GatewayHouse.json(response).path("key").stringValue();
    }

    HttpResponse<String> chat(String secret, String model) {
        return house.chat(secret, GatewayHouse.asking(model));
    }

    HttpResponse<String> chat(String secret) {
        return chat(secret, "small");
    }

    /** Why a key was refused. */
    static String reason(HttpResponse<String> response) {
        return GatewayHouse.json(response).at("/error/metadata/reason").asString();
    }

    static String message(HttpResponse<String> response) {
        return GatewayHouse.json(response).at("/error/message").asString();
    }

    @Override
    public void close() {
        house.close();
    }
}
