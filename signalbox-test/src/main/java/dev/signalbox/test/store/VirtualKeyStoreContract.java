package dev.signalbox.test.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.router.key.KeyBudget;
import dev.signalbox.router.key.KeySecret;
import dev.signalbox.router.key.VirtualKey;
import dev.signalbox.router.key.VirtualKeyStore;
import dev.signalbox.router.model.Limits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link VirtualKeyStore} must do; its tests extend this class and say how to make one. */
public abstract class VirtualKeyStoreContract {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00.123Z");
    private static final int THREADS = 32;

    /** A store that keeps nothing yet. */
    protected abstract VirtualKeyStore emptyStore();

    /** A store of another node, which shares what that one keeps. */
    protected abstract VirtualKeyStore anotherNode(VirtualKeyStore first);

    private static KeySecret secret(String name) {
        return new KeySecret("sk-signalbox-secret-of-" + name);
    }

    private static VirtualKey key(String name) {
        KeySecret secret = secret(name);
        return VirtualKey.builder()
                .name(name)
                .hash(secret.hash())
                .label(secret.label())
                .createdAt(NOON)
                .build();
    }

    private static VirtualKey full(String name) {
        return key(name).toBuilder()
                .tenant("O'Hara \"ü\"")
                .tags(Map.of("data", "pii, or not", "tier", "{gold}"))
                .models(Set.of("small", "large"))
                .policies(Set.of("auto", "routine"))
                .budget(new KeyBudget("0.000000000001 USD", "week").budget(name))
                .limits(new Limits(3, 60, 5_000_000_000L))
                .expiresAt(NOON.plusSeconds(60))
                .disabled(true)
                .former(new VirtualKey.Former(secret("former").hash(), NOON.plusSeconds(1)))
                .build();
    }

    @Test
    protected void keepsNothingAtFirst() {
        VirtualKeyStore store = emptyStore();

        assertThat(store.all()).isEmpty();
        assertThat(store.findByName("a")).isEmpty();
        assertThat(store.findByHash(secret("a").hash())).isEmpty();
        assertThat(store.remove("a")).isFalse();
        assertThat(store.update("a", key -> key)).isEmpty();
    }

    @Test
    protected void keepsAKeyWithAllThatItSays() {
        VirtualKeyStore store = emptyStore();

        assertThat(store.add(full("a"))).isTrue();
        assertThat(store.add(key("b"))).isTrue();

        assertThat(store.findByName("a")).contains(full("a"));
        assertThat(store.findByHash(secret("a").hash())).contains(full("a"));
        assertThat(store.findByHash(secret("b").hash())).contains(key("b"));
    }

    @Test
    protected void keepsBudgetsOfEveryWindow() {
        VirtualKeyStore store = emptyStore();

        for (String window : List.of("hour", "day", "week", "month", "lifetime", "90s", "7d")) {
            VirtualKey key = key(window).toBuilder()
                    .budget(new KeyBudget("5M tokens", window).budget(window))
                    .build();
            store.add(key);

            assertThat(store.findByName(window)).contains(key);
        }
    }

    @Test
    protected void findsAKeyByItsFormerSecretToo() {
        VirtualKeyStore store = emptyStore();

        store.add(full("a"));

        assertThat(store.findByHash(secret("former").hash())).contains(full("a"));
    }

    @Test
    protected void listsKeysByName() {
        VirtualKeyStore store = emptyStore();

        for (String name : List.of("b", "a-c", "ab", "a", "1")) {
            store.add(key(name));
        }

        assertThat(store.all()).extracting(VirtualKey::name).containsExactly("1", "a", "a-c", "ab", "b");
    }

    @Test
    protected void keepsTheFirstOfTwoKeysOfOneName() {
        VirtualKeyStore store = emptyStore();
        store.add(full("a"));

        assertThat(store.add(key("a"))).isFalse();

        assertThat(store.all()).containsExactly(full("a"));
    }

    @Test
    protected void changesAKeyAndNoOther() {
        VirtualKeyStore store = emptyStore();
        store.add(full("a"));
        store.add(key("b"));

        assertThat(store.update("a", full -> key("a"))).contains(key("a"));

        assertThat(store.all()).containsExactly(key("a"), key("b"));
    }

    @Test
    protected void findsAKeyByItsNewSecretOnly() {
        VirtualKeyStore store = emptyStore();
        store.add(key("a"));

        store.update("a", key -> key.rotated(secret("new"), null));

        assertThat(store.findByHash(secret("a").hash())).isEmpty();
        assertThat(store.findByHash(secret("new").hash()))
                .map(VirtualKey::label)
                .contains(secret("new").label());
    }

    @Test
    protected void aChangeThatThrowsChangesNothing() {
        VirtualKeyStore store = emptyStore();
        store.add(full("a"));

        assertThatThrownBy(() -> store.update("a", key -> {
                    throw new IllegalStateException("broken change");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken change");

        assertThat(store.all()).containsExactly(full("a"));
    }

    @Test
    protected void forgetsAKey() {
        VirtualKeyStore store = emptyStore();
        store.add(key("a"));
        store.add(key("b"));

        assertThat(store.remove("a")).isTrue();

        assertThat(store.all()).containsExactly(key("b"));
        assertThat(store.findByHash(secret("a").hash())).isEmpty();
        assertThat(store.add(key("a"))).isTrue();
    }

    @Test
    protected void anotherNodeSeesTheSame() {
        VirtualKeyStore store = emptyStore();
        VirtualKeyStore other = anotherNode(store);

        store.add(key("a"));
        other.update("a", key -> key.toBuilder().disabled(true).build());

        assertThat(store.findByName("a"))
                .hasValueSatisfying(key -> assertThat(key.disabled()).isTrue());
        store.remove("a");
        assertThat(other.all()).isEmpty();
    }

    @Test
    protected void ofManyWhoAddOneNameOneWins() throws Exception {
        VirtualKeyStore store = emptyStore();
        VirtualKeyStore other = anotherNode(store);

        List<Boolean> kept = together(thread -> {
            KeySecret secret = secret("thread-" + thread);
            VirtualKey key = key("a").toBuilder()
                    .hash(secret.hash())
                    .label(secret.label())
                    .build();
            return (thread % 2 == 0 ? store : other).add(key);
        });

        assertThat(kept).filteredOn(one -> one).hasSize(1);
        assertThat(store.findByHash(secret("thread-" + kept.indexOf(true)).hash()))
                .isPresent();
    }

    @Test
    protected void losesNoChangeOfManyThreadsOfTwoNodes() throws Exception {
        VirtualKeyStore store = emptyStore();
        VirtualKeyStore other = anotherNode(store);
        store.add(key("a"));

        together(thread -> (thread % 2 == 0 ? store : other).update("a", key -> withTag(key, "thread-" + thread)));

        assertThat(store.findByName("a").orElseThrow().tags()).hasSize(THREADS);
    }

    private static VirtualKey withTag(VirtualKey key, String tag) {
        Map<String, String> tags = new HashMap<>(key.tags());
        tags.put(tag, "set");
        return key.toBuilder().tags(tags).build();
    }

    /** Work that each thread does, which is told its number. */
    private interface Work<T> {

        T of(int thread) throws Exception;
    }

    private static <T> List<T> together(Work<T> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Callable<T>> all = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int number = thread;
            all.add(() -> {
                start.await();
                return work.of(number);
            });
        }
        List<T> results = new ArrayList<>();
        for (Future<T> one : threads.invokeAll(all)) {
            results.add(one.get());
        }
        threads.shutdown();
        return results;
    }
}
