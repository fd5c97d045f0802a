package dev.signalbox.router.key;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps virtual keys in the memory of the process. */
public final class MemoryKeyStore implements VirtualKeyStore {

    private final Map<String, VirtualKey> byName = new ConcurrentHashMap<>();

    /** With these keys from the start. */
    public MemoryKeyStore(Collection<VirtualKey> keys) {
        keys.forEach(key -> byName.put(key.name(), key));
    }

    @Override
    public Optional<VirtualKey> findByHash(String hash) {
        return byName.values().stream().filter(key -> key.hash().equals(hash)).findFirst();
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
    public boolean replace(VirtualKey key) {
        return byName.replace(key.name(), key) != null;
    }

    @Override
    public boolean remove(String name) {
        return byName.remove(name) != null;
    }
}
