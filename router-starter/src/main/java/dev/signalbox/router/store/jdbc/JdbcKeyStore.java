package dev.signalbox.router.store.jdbc;

import dev.signalbox.router.key.VirtualKey;
import dev.signalbox.router.key.VirtualKeyStore;
import dev.signalbox.router.key.VirtualKeyStoreException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import lombok.RequiredArgsConstructor;
import org.springframework.core.NestedRuntimeException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Virtual keys in the table {@code signalbox_key}, for all nodes that use the database. It keeps budgets as
 * {@link dev.signalbox.router.key.KeyBudget} makes them; others are refused with an {@link IllegalArgumentException}.
 */
@RequiredArgsConstructor
public final class JdbcKeyStore implements VirtualKeyStore {

    private final JdbcStore store;

    @Override
    public Optional<VirtualKey> findByHash(String hash) {
        return attempt("find a key", () -> first(store.jdbc(), "where hash = ? or former_hash = ?", hash, hash));
    }

    @Override
    public Optional<VirtualKey> findByName(String name) {
        return attempt("find a key", () -> first(store.jdbc(), "where name = ?", name));
    }

    @Override
    public List<VirtualKey> all() {
        return attempt("list the keys", () -> store.jdbc().query(KeyRow.SELECT, KeyRow::read)).stream()
                .sorted(Comparator.comparing(VirtualKey::name))
                .toList();
    }

    @Override
    public boolean add(VirtualKey key) {
        return attempt("keep a key", () -> store.jdbc().update(KeyRow.INSERT, KeyRow.parameters(key)) == 1);
    }

    @Override
    public Optional<VirtualKey> update(String name, UnaryOperator<VirtualKey> change) {
        return attempt(
                "change a key",
                () -> store.transaction(jdbc -> {
                    Optional<VirtualKey> changed =
                            first(jdbc, "where name = ?" + lock(), name).map(change);
                    changed.ifPresent(key -> jdbc.update(KeyRow.UPDATE, KeyRow.parameters(key, name)));
                    return changed;
                }));
    }

    /** A transaction of SQLite has the whole file for itself. */
    private String lock() {
        return store.database() == Database.POSTGRESQL ? " for update" : "";
    }

    @Override
    public boolean remove(String name) {
        return attempt(
                "forget a key", () -> store.jdbc().update("delete from signalbox_key where name = ?", name) == 1);
    }

    private static Optional<VirtualKey> first(JdbcTemplate jdbc, String where, Object... parameters) {
        return jdbc.query(KeyRow.SELECT + " " + where, KeyRow::read, parameters).stream()
                .findFirst();
    }

    private static <T> T attempt(String what, Supplier<T> work) {
        try {
            return work.get();
        } catch (NestedRuntimeException e) {
            throw new VirtualKeyStoreException("The database of the keys could not " + what, e);
        }
    }
}
