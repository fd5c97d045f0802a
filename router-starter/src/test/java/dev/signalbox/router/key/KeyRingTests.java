package dev.signalbox.router.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class KeyRingTests {

    private static final KeySecret CONFIGURED = new KeySecret("sk-signalbox-configured");
    private static final KeySecret STORED = new KeySecret("sk-signalbox-stored");

    private final Store store = new Store();
    private Instant now = Instant.parse("2026-11-26T12:00:00Z");
    private final KeyRing ring =
            new KeyRing(new MemoryKeyStore(List.of(key("configured", CONFIGURED))), store, () -> now);

    private static VirtualKey key(String name, KeySecret secret) {
        return VirtualKey.builder().name(name).hash(secret.hash()).build();
    }

    /** Counts how often it is asked, and fails if a test says so. */
    private static final class Store implements VirtualKeyStore {

        private final MemoryKeyStore keys = new MemoryKeyStore(List.of(key("stored", STORED)));
        private int asked;
        private boolean fails;
        private Runnable meanwhile = () -> {};

        private <T> T asked(T answer) {
            asked++;
            meanwhile.run();
            if (fails) {
                throw new VirtualKeyStoreException("away", new IllegalStateException());
            }
            return answer;
        }

        @Override
        public Optional<VirtualKey> findByHash(String hash) {
            return asked(keys.findByHash(hash));
        }

        @Override
        public Optional<VirtualKey> findByName(String name) {
            return asked(keys.findByName(name));
        }

        @Override
        public List<VirtualKey> all() {
            return keys.all();
        }

        @Override
        public boolean add(VirtualKey key) {
            return keys.add(key);
        }

        @Override
        public Optional<VirtualKey> update(String name, UnaryOperator<VirtualKey> change) {
            return keys.update(name, change);
        }

        @Override
        public boolean remove(String name) {
            return keys.remove(name);
        }
    }

    @Test
    void findsConfiguredKeysWithoutTheStore() {
        store.fails = true;

        assertThat(ring.find(CONFIGURED)).map(VirtualKey::name).contains("configured");
        assertThat(ring.named("configured")).isPresent();
        assertThat(store.asked).isZero();
    }

    @Test
    void asksTheStoreOnceInFiveSeconds() {
        for (int time = 0; time < 10; time++) {
            assertThat(ring.find(STORED)).map(VirtualKey::name).contains("stored");
            assertThat(ring.find(new KeySecret("wrong"))).isEmpty();
        }
        assertThat(store.asked).isEqualTo(2);

        now = now.plusSeconds(5);
        store.remove("stored");

        assertThat(ring.find(STORED)).isEmpty();
    }

    @Test
    void forgetsAtOnce() {
        assertThat(ring.find(STORED)).isPresent();
        assertThat(ring.named("stored")).isPresent();
        store.remove("stored");

        ring.forget();

        assertThat(ring.find(STORED)).isEmpty();
        assertThat(ring.named("stored")).isEmpty();
    }

    @Test
    void remembersNothingThatWasAskedBeforeItForgot() {
        store.meanwhile = () -> {
            store.remove("stored");
            ring.forget();
        };
        assertThat(ring.find(STORED)).isPresent();
        store.meanwhile = () -> {};

        assertThat(ring.find(STORED)).isEmpty();
    }

    @Test
    void goesOnForMinutesWithWhatItKnowsOfAStoreThatIsAway() {
        assertThat(ring.find(STORED)).isPresent();
        store.fails = true;

        now = now.plus(Duration.ofMinutes(5)).minusMillis(1);
        assertThat(ring.find(STORED)).isPresent();
        assertThat(ring.find(STORED)).isPresent();
        assertThat(store.asked).as("not every call waits for the store").isEqualTo(2);

        now = now.plusSeconds(6);
        assertThatThrownBy(() -> ring.find(STORED)).isInstanceOf(VirtualKeyStoreException.class);
    }

    @Test
    void wrongKeysDoNotPushOutRightOnes() {
        assertThat(ring.find(STORED)).isPresent();

        for (int guess = 0; guess < 25_000; guess++) {
            assertThat(ring.find(new KeySecret("guess-" + guess))).isEmpty();
        }

        store.fails = true;
        assertThat(ring.find(STORED)).isPresent();
    }

    @Test
    void failsWhereNothingIsKnownOfAStoreThatIsAway() {
        store.fails = true;

        assertThatThrownBy(() -> ring.find(STORED)).isInstanceOf(VirtualKeyStoreException.class);
        assertThatThrownBy(() -> ring.named("stored")).isInstanceOf(VirtualKeyStoreException.class);
    }

    @Test
    void aConfiguredKeyHidesOneOfTheStore() {
        KeySecret other = new KeySecret("sk-signalbox-other");
        store.add(key("configured", other));

        assertThat(ring.find(other)).isEmpty();
        assertThat(ring.named("configured")).map(VirtualKey::hash).contains(CONFIGURED.hash());
    }

    @Test
    void acceptsAFormerSecretForAsLongAsItIsGiven() {
        KeySecret next = new KeySecret("sk-signalbox-next");
        store.update("stored", key -> key.rotated(next, now.plusSeconds(60)));

        assertThat(ring.find(STORED)).isPresent();
        assertThat(ring.find(next)).isPresent();

        now = now.plusSeconds(60);
        assertThat(ring.find(STORED)).isEmpty();
        assertThat(ring.find(next)).isPresent();
    }
}
