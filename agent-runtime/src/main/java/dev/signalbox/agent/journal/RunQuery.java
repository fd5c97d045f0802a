package dev.signalbox.agent.journal;

import java.time.Instant;
import java.util.Set;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * Which runs are meant; what is {@code null} or empty does not matter.
 *
 * @param program the name of what is run
 * @param tenant for which customer it runs
 * @param parent the run that it is a step of
 * @param statuses how it stands
 * @param createdBefore exclusive
 * @param olderThan exclusive; newest come first, so that the last one of a page leads on to the next
 * @param updatedBefore exclusive
 */
@Builder
public record RunQuery(
        @Nullable String program,
        @Nullable String tenant,
        @Nullable RunId parent,
        Set<RunStatus> statuses,
        @Nullable Instant createdBefore,
        @Nullable RunAge olderThan,
        @Nullable Instant updatedBefore) {

    /** All runs. */
    public static final RunQuery ALL = builder().build();

    /** Copies the statuses. */
    public RunQuery {
        statuses = Set.copyOf(statuses);
    }

    /** Builds a query; Lombok fills in the setters. */
    @SuppressWarnings({"UnusedVariable", "NullAway.Init"}) // read and written by what Lombok generates
    public static final class RunQueryBuilder {
        private Set<RunStatus> statuses = Set.of();
    }
}
