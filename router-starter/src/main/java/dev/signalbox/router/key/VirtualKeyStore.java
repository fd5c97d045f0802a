package dev.signalbox.router.key;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Keeps virtual keys, their times to the millisecond. Safe for use by many threads. */
public interface VirtualKeyStore {

    /**
     * The key whose secret, or former secret, has that hash.
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
     * Changes a key. No other change of it comes between what is read and what is kept.
     *
     * @param change makes of the key that there is the one that takes its place, and has the same name; it may be asked
     *     more than once. What it throws comes out, and leaves the key as it is
     * @return the new key; empty if there is none of that name
     * @throws VirtualKeyStoreException if the store fails
     */
    Optional<VirtualKey> update(String name, UnaryOperator<VirtualKey> change);

    /**
     * Forgets a key.
     *
     * @return whether there was one
     * @throws VirtualKeyStoreException if the store fails
     */
    boolean remove(String name);
}
