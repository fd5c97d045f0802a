package dev.signalbox.router.gateway;

import dev.signalbox.router.key.KeyRing;
import dev.signalbox.router.key.VirtualKey;
import dev.signalbox.router.key.VirtualKeyStore;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import lombok.RequiredArgsConstructor;

/**
 * The keys as those see them who manage them: those of the store, which can be changed, and those that are configured, which
 * cannot. What is changed this node knows at once, others within 5 s.
 */
@RequiredArgsConstructor
final class ManagedKeys {

    private final KeyRing ring;

    /** All keys, by name. */
    Collection<VirtualKey> all() {
        Map<String, VirtualKey> all = new TreeMap<>();
        ring.store().ifPresent(store -> store.all().forEach(key -> all.put(key.name(), key)));
        ring.configured().forEach(key -> all.put(key.name(), key));
        return all.values();
    }

    /**
     * The key of that name, as the store has it now.
     *
     * @throws GatewayException if there is none
     */
    VirtualKey named(String name) {
        return ring.configured().stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .or(() -> ring.store().flatMap(store -> store.findByName(name)))
                .orElseThrow(() -> unknown(name));
    }

    /** Whether that is the name of a configured key. */
    boolean isConfigured(String name) {
        return ring.configured().stream().anyMatch(key -> key.name().equals(name));
    }

    /**
     * Adds a key.
     *
     * @throws GatewayException if there is one of its name, or no store
     */
    void add(VirtualKey key) {
        VirtualKeyStore store = store();
        if (isConfigured(key.name()) || !changed(() -> store.add(key))) {
            throw GatewayException.of(ErrorType.CONFLICT, "There is a key '" + key.name() + "' already.");
        }
    }

    /**
     * Changes a key.
     *
     * @throws GatewayException if it cannot be changed, or there is none
     */
    VirtualKey update(String name, UnaryOperator<VirtualKey> change) {
        VirtualKeyStore store = storeOf(name);
        return changed(() -> store.update(name, change)).orElseThrow(() -> unknown(name));
    }

    /**
     * Deletes a key.
     *
     * @throws GatewayException if it cannot be deleted, or there is none
     */
    void remove(String name) {
        VirtualKeyStore store = storeOf(name);
        if (!changed(() -> store.remove(name))) {
            throw unknown(name);
        }
    }

    private VirtualKeyStore storeOf(String name) {
        if (isConfigured(name)) {
            throw GatewayException.of(
                    ErrorType.CONFLICT,
                    "The key '" + name + "' is configured, and can be changed there only: at 'signalbox.gateway.keys."
                            + name + "'.");
        }
        return store();
    }

    private VirtualKeyStore store() {
        return ring.store()
                .orElseThrow(() -> GatewayException.of(
                        ErrorType.CONFLICT,
                        "Keys can be read only, because there is no store for them. Its operator writes"
                                + " 'signalbox.stores.keys.kind: jdbc'."));
    }

    /** Even a change that seems to have failed may have been made. */
    private <T> T changed(Supplier<T> change) {
        try {
            return change.get();
        } finally {
            ring.forget();
        }
    }

    /** What is no name is not repeated: it may be a secret. */
    private static GatewayException unknown(String name) {
        return GatewayException.of(
                ErrorType.NOT_FOUND,
                KeyReader.isName(name) ? "There is no key '" + name + "'." : "There is no key of that name.");
    }
}
