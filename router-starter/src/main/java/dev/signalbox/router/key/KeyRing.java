package dev.signalbox.router.key;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * The keys that are accepted: those that are configured, and those of a store, which is asked at most once in some seconds
 * for each key, so that a change takes as long to be seen everywhere. While the store is away, what was known of a key holds
 * for some minutes.
 */
@RequiredArgsConstructor
public final class KeyRing {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration STALE = Duration.ofMinutes(5);
    /** Wrong keys are remembered too, but not without end. */
    private static final int MAX_REMEMBERED = 10_000;

    private final MemoryKeyStore configured;
    private final @Nullable VirtualKeyStore store;
    private final InstantSource clock;
    private final Map<String, Remembered> byHash = new ConcurrentHashMap<>();
    private final Map<String, Remembered> byName = new ConcurrentHashMap<>();

    private record Remembered(Optional<VirtualKey> key, Instant asked) {

        boolean isYoungerThan(Duration age, Instant now) {
            return now.isBefore(asked.plus(age));
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
            known = remembered(byHash, hash, () -> more.findByHash(hash));
        }
        return known.filter(key -> secret.matches(key.hash()));
    }

    /**
     * The key of that name.
     *
     * @throws VirtualKeyStoreException if the store fails and nothing is known of it
     */
    public Optional<VirtualKey> named(String name) {
        Optional<VirtualKey> known = configured.findByName(name);
        VirtualKeyStore more = store;
        return known.isPresent() || more == null ? known : remembered(byName, name, () -> more.findByName(name));
    }

    /** The configured keys. */
    public List<VirtualKey> configured() {
        return configured.all();
    }

    /** Asks the store anew for every key. */
    public void forget() {
        byHash.clear();
        byName.clear();
    }

    private Optional<VirtualKey> remembered(
            Map<String, Remembered> memory, String name, Supplier<Optional<VirtualKey>> ask) {
        Instant now = clock.instant();
        Remembered known = memory.get(name);
        if (known != null && known.isYoungerThan(FRESH, now)) {
            return known.key();
        }
        try {
            Remembered asked = new Remembered(ask.get(), now);
            if (memory.size() >= MAX_REMEMBERED) {
                memory.clear();
            }
            memory.put(name, asked);
            return asked.key();
        } catch (VirtualKeyStoreException e) {
            if (known != null && known.isYoungerThan(STALE, now)) {
                return known.key();
            }
            throw e;
        }
    }
}
