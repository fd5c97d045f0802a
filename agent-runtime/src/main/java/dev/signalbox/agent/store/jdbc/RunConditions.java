package dev.signalbox.agent.store.jdbc;

import dev.signalbox.agent.journal.RunAge;
import dev.signalbox.agent.journal.RunQuery;
import dev.signalbox.agent.journal.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a query for runs asks. */
final class RunConditions {

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    RunConditions(RunQuery query) {
        add("program = ?", query.program());
        add("tenant = ?", query.tenant());
        add("parent = ?", query.parent() == null ? null : query.parent().value());
        add(query.statuses());
        add("created_at < ?", millis(query.createdBefore()));
        add(query.olderThan());
        add("updated_at < ?", millis(query.updatedBefore()));
    }

    private void add(String condition, @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            parameters.add(value);
        }
    }

    private void add(@Nullable RunAge age) {
        if (age != null) {
            conditions.add("(created_at, id) < (?, ?)");
            parameters.add(age.createdAt().toEpochMilli());
            parameters.add(age.id().value());
        }
    }

    private void add(Set<RunStatus> statuses) {
        if (!statuses.isEmpty()) {
            conditions.add("status in (" + String.join(", ", Collections.nCopies(statuses.size(), "?")) + ")");
            statuses.forEach(status -> parameters.add(status.name()));
        }
    }

    /** So that a time between two milliseconds is after the first of them. */
    private static @Nullable Long millis(@Nullable Instant before) {
        return before == null ? null : before.plusNanos(999_999).toEpochMilli();
    }

    String where() {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    Object[] parameters(int max) {
        parameters.add(max);
        return parameters.toArray();
    }
}
