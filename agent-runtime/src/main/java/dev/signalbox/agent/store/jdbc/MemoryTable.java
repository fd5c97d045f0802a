package dev.signalbox.agent.store.jdbc;

import java.util.Optional;
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

    static boolean replace(JdbcTemplate jdbc, String id, @Nullable String messages) {
        return messages == null
                ? jdbc.update("delete from agent_memory where id = ?", id) == 1
                : jdbc.update(REPLACE, id, messages) == 1;
    }
}
