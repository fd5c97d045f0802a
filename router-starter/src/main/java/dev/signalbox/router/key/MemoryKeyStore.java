package dev.signalbox.router.key;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Keeps virtual keys in the memory of the process. */
public final class MemoryKeyStore implements VirtualKeyStore {

    private final Map<String, VirtualKey> byName = new ConcurrentHashMap<>();

    /** With these keys from the start. */
    public MemoryKeyStore(Collection<VirtualKey> keys) {
        keys.forEach(key -> byName.put(key.name(), key));
    }

    @Override
    public Optional<VirtualKey> findByHash(String hash) {
        return byName.values().stream().filter(key -> has(key, hash)).findFirst();
    }

    private static boolean has(VirtualKey key, String hash) {
        return key.hash().equals(hash)
                || key.former() != null && key.former().hash().equals(hash);
    }

    @Override
    public Optional<VirtualKey> findByName(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    @Override
    public List<VirtualKey> all() {
        return byName.values().stream()
                .sorted(Comparator.comparing(VirtualKey::name))
                .toList();
    }

    @Override
    public boolean add(VirtualKey key) {
        return byName.putIfAbsent(key.name(), key) == null;
    }

    @Override
    public Optional<VirtualKey> update(String name, UnaryOperator<VirtualKey> change) {
        return Optional.ofNullable(byName.computeIfPresent(name, (same, key) -> change.apply(key)));
    }

    @Override
    public boolean remove(String name) {
        return byName.remove(name) != null;
    }
}
