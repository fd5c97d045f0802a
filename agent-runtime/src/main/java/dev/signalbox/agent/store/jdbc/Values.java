package dev.signalbox.agent.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlParameterValue;

/** Values as parameters with their types, which spares asking the database for them, and back. */
final class Values {

    private Values() {}

    static SqlParameterValue text(@Nullable String value) {
        return new SqlParameterValue(Types.VARCHAR, value);
    }

    /** Text for people, without what PostgreSQL does not take. */
    static SqlParameterValue words(@Nullable String value) {
        return text(value == null ? null : value.replace('\0', '\uFFFD'));
    }

    static SqlParameterValue number(@Nullable Long value) {
        return new SqlParameterValue(Types.BIGINT, value);
    }

    static SqlParameterValue number(long value) {
        return new SqlParameterValue(Types.BIGINT, value);
    }

    static SqlParameterValue flag(boolean value) {
        return new SqlParameterValue(Types.SMALLINT, value ? 1 : 0);
    }

    static SqlParameterValue time(@Nullable Instant value) {
        return number(value == null ? null : value.toEpochMilli());
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    static @Nullable Instant timeOrNull(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(value);
    }
}
