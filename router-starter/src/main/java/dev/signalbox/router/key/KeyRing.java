package dev.signalbox.router.key;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys that are accepted: those that are configured, and those of a store, which is asked at most once in some seconds
 * for each key, so that a change takes as long to be seen everywhere. While the store is away, what was known of a key holds
 * for some minutes. A configured key hides one of the store that has the same name.
 */
public final class KeyRing {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration STALE = Duration.ofMinutes(5);
    /** Wrong keys are remembered too, but not without end. */
    private static final int MAX_REMEMBERED = 10_000;

    private final @Nullable VirtualKeyStore store;
    private final InstantSource clock;
    private volatile MemoryKeyStore configured;
    private volatile Memory memory = new Memory();

    /**
     * A ring of keys.
     *
     * @param configured those that are configured
     * @param store knows others, {@code null} if there are none
     * @param clock what time it is
     */
    public KeyRing(MemoryKeyStore configured, @Nullable VirtualKeyStore store, InstantSource clock) {
        this.configured = configured;
        this.store = store;
        this.clock = clock;
    }

    /**
     * What the store has said of a key.
     *
     * @param key the key, if there was one
     * @param told when the store has said so
     * @param asked when it was asked last, which it may have failed to answer
     */
    private record Remembered(Optional<VirtualKey> key, Instant told, Instant asked) {}

    /** What is forgotten together: whoever has asked before remembers it where nobody looks any more. */
    private record Memory(Map<String, Remembered> byHash, Map<String, Remembered> byName) {

        Memory() {
            this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        }
    }

    /**
     * The key of that secret.
     *
     * @throws VirtualKeyStoreException if the store fails and nothing is known of it
     */
    public Optional<VirtualKey> find(KeySecret secret) {
        String hash = secret.hash();
        Optional<VirtualKey> known = configured.findByHash(hash);
        VirtualKeyStore more = store;
        if (known.isEmpty() && more != null) {
            known = remembered(memory.byHash(), hash, () -> more.findByHash(hash))
                    .filter(this::isShown);
        }
        return known.filter(key -> key.accepts(secret, clock.instant()));
    }

    private boolean isShown(VirtualKey key) {
        return configured.findByName(key.name()).isEmpty();
    }

    /**
     * The key of that name.
     *
     * @throws VirtualKeyStoreException if the store fails and nothing is known of it
     */
    public Optional<VirtualKey> named(String name) {
        Optional<VirtualKey> known = configured.findByName(name);
        VirtualKeyStore more = store;
        return known.isPresent() || more == null
                ? known
                : remembered(memory.byName(), name, () -> more.findByName(name));
    }

    /** The configured keys. */
    public List<VirtualKey> configured() {
        return configured.all();
    }

    /** Puts other configured keys in the place of those that there were, from the next request on. */
    public void configure(Collection<VirtualKey> keys) {
        configured = new MemoryKeyStore(keys);
    }

    /** Where the other keys are kept, if they are. Whoever changes one there says {@link #forget}. */
    public Optional<VirtualKeyStore> store() {
        return Optional.ofNullable(store);
    }

    /** Asks the store anew for every key. */
    public void forget() {
        memory = new Memory();
    }

    private Optional<VirtualKey> remembered(
            Map<String, Remembered> known, String name, Supplier<Optional<VirtualKey>> ask) {
        Instant now = clock.instant();
        Remembered last = known.get(name);
        if (last != null && now.isBefore(last.asked().plus(FRESH))) {
            return last.key();
        }
        try {
            Remembered asked = new Remembered(ask.get(), now, now);
            remember(known, name, asked);
            return asked.key();
        } catch (VirtualKeyStoreException e) {
            if (last == null || !now.isBefore(last.told().plus(STALE))) {
                throw e;
            }
            // Not every call has to wait for a store that is away.
            remember(known, name, new Remembered(last.key(), last.told(), now));
            return last.key();
        }
    }

    private static void remember(Map<String, Remembered> known, String name, Remembered asked) {
        if (known.size() >= MAX_REMEMBERED) {
            known.values().removeIf(one -> one.key().isEmpty()); // guesses push out guesses first
        }
        if (known.size() >= MAX_REMEMBERED) {
            known.clear();
        }
        known.put(name, asked);
    }
}
