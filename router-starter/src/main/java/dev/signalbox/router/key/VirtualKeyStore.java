package dev.signalbox.router.key;

import java.util.List;
import java.util.Optional;

/** Keeps virtual keys. Safe for use by many threads. */
public interface VirtualKeyStore {

    /**
     * The key whose secret has that hash.
     *
     * @throws VirtualKeyStoreException if the store fails
     */
    Optional<VirtualKey> findByHash(String hash);

    /**
     * The key of that name.
     *
     * @throws VirtualKeyStoreException if the store fails
     */
    Optional<VirtualKey> findByName(String name);

    /**
     * All keys, by name.
     *
     * @throws VirtualKeyStoreException if the store fails
     */
    List<VirtualKey> all();

    /**
     * Keeps a new key.
     *
     * @return whether it was kept; not if there is one of that name
     * @throws VirtualKeyStoreException if the store fails
     */
    boolean add(VirtualKey key);

    /**
     * Puts a key in the place of the one of its name.
     *
     * @return whether there was one
     * @throws VirtualKeyStoreException if the store fails
     */
    boolean replace(VirtualKey key);

    /**
     * Forgets a key.
     *
     * @return whether there was one
     * @throws VirtualKeyStoreException if the store fails
     */
    boolean remove(String name);
}
