package dev.signalbox.agent.store.jdbc;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The statements about what chat memories hold. */
final class MemoryTable {

    private static final String FIND = "select messages from agent_memory where id = ?";
    private static final String REPLACE = "insert into agent_memory (id, messages) values (?, ?)"
            + " on conflict (id) do update set messages = excluded.messages";

    private MemoryTable() {}

    static Optional<String> find(JdbcTemplate jdbc, String id) {
        return jdbc.query(FIND, (row, number) -> row.getString("messages"), id).stream()
                .findFirst();
    }

    /** In the same order for all, so that nobody waits for whoever waits for him. */
    static void replace(JdbcTemplate jdbc, Map<String, String> memories) {
        new TreeMap<>(memories).forEach((id, messages) -> replace(jdbc, id, messages));
    }

    static boolean replace(JdbcTemplate jdbc, String id, @Nullable String messages) {
        return messages == null
                ? jdbc.update("delete from agent_memory where id = ?", id) == 1
                : jdbc.update(REPLACE, id, messages) == 1;
    }
}
