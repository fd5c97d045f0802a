package dev.signalbox.test.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.key.KeySecret;
import dev.signalbox.router.key.MemoryKeyStore;
import dev.signalbox.router.key.VirtualKey;
import dev.signalbox.router.key.VirtualKeyStore;
import dev.signalbox.router.key.VirtualKeyStoreException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What clients are told while the application's store of keys is away. */
class KeyStoreFailureTests {

    private static final KeySecret STORED = new KeySecret("sk-signalbox-stored-0123456789");

    private static KeyDesk desk;

    @BeforeAll
    static void open() {
        desk = KeyDesk.with(List.of(OwnStore.class));
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @BeforeEach
    void comeBack() {
        store().fails = false;
        desk.advance(Duration.ofMinutes(10));
    }

    private static Store store() {
        return desk.house().bean(Store.class);
    }

    private static void assertUnavailable(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
        assertThat(response.body()).doesNotContain("connection lost");
        assertThat(GatewayHouse.json(response).at("/error/metadata/error_type").asString())
                .isEqualTo("unavailable");
    }

    @Test
    void aKeyOfWhichNothingIsKnownCannotBeChecked() {
        store().fails = true;

        assertUnavailable(desk.chat(STORED.value()));

        assertThat(desk.chat(GatewayHouse.SECRET).statusCode()).isEqualTo(200);
    }

    @Test
    void aKeyThatWasSeenIsServedOn() {
        assertThat(desk.chat(STORED.value()).statusCode()).isEqualTo(200);

        store().fails = true;

        assertThat(desk.chat(STORED.value()).statusCode()).isEqualTo(200);
        desk.advance(Duration.ofSeconds(30));
        assertThat(desk.chat(STORED.value()).statusCode()).isEqualTo(200);
        desk.advance(Duration.ofMinutes(5));
        assertUnavailable(desk.chat(STORED.value()));
    }

    @Test
    void nobodyManagesKeysMeanwhile() {
        store().fails = true;

        assertUnavailable(desk.send(KeyDesk.MANAGEMENT, "GET", "keys", null));
        assertUnavailable(desk.get("stored"));
        assertUnavailable(desk.post("{\"name\":\"acme\"}"));
        assertUnavailable(desk.patch("stored", "{\"disabled\":true}"));
        assertUnavailable(desk.rotate("stored", null));
        assertUnavailable(desk.delete("stored"));
        assertUnavailable(desk.send("sk-signalbox-nobody", "GET", "keys", null));
        store().fails = false;
        assertThat(desk.chat(STORED.value()).statusCode()).isEqualTo(200);
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnStore {

        @Bean
        Store store() {
            return new Store();
        }
    }

    /** Fails when a test says so. */
    static final class Store implements VirtualKeyStore {

        private final MemoryKeyStore keys = new MemoryKeyStore(List.of(VirtualKey.builder()
                .name("stored")
                .hash(STORED.hash())
                .label(STORED.label())
                .build()));
        private volatile boolean fails;

        private MemoryKeyStore keys() {
            if (fails) {
                throw new VirtualKeyStoreException("The store is away", new IllegalStateException("connection lost"));
            }
            return keys;
        }

        @Override
        public Optional<VirtualKey> findByHash(String hash) {
            return keys().findByHash(hash);
        }

        @Override
        public Optional<VirtualKey> findByName(String name) {
            return keys().findByName(name);
        }

        @Override
        public List<VirtualKey> all() {
            return keys().all();
        }

        @Override
        public boolean add(VirtualKey key) {
            return keys().add(key);
        }

        @Override
        public Optional<VirtualKey> update(String name, UnaryOperator<VirtualKey> change) {
            return keys().update(name, change);
        }

        @Override
        public boolean remove(String name) {
            return keys().remove(name);
        }
    }
}
