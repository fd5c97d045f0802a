package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.provider.Dialect;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The dialects that providers may speak.
 *
 * @param byName by name
 */
record Dialects(Map<String, Dialect> byName) {

    /** Of several with the same name the first counts, so that an application's own takes the place of ours. */
    static Dialects of(Stream<Dialect> dialects) {
        Map<String, Dialect> byName = new LinkedHashMap<>();
        dialects.forEach(dialect -> byName.putIfAbsent(dialect.name(), dialect));
        return new Dialects(byName);
    }

    Collection<String> names() {
        return byName.keySet();
    }

    Dialect dialect(String name) {
        Dialect dialect = byName.get(name);
        if (dialect == null) {
            throw new IllegalArgumentException("There is no dialect '" + name + "'.");
        }
        return dialect;
    }
}
