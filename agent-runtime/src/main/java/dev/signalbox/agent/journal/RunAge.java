package dev.signalbox.agent.journal;

import java.time.Instant;
import java.util.Comparator;

/**
 * Where a run stands among all others; older ones come first. No two have the same, even if they were created in one moment.
 *
 * @param createdAt when it was created
 * @param id which it is, by which those of one moment are told apart
 */
public record RunAge(Instant createdAt, RunId id) implements Comparable<RunAge> {

    private static final Comparator<RunAge> OLDEST_FIRST = Comparator.comparing(RunAge::createdAt)
            .thenComparing(age -> age.id().value());

    @Override
    public int compareTo(RunAge other) {
        return OLDEST_FIRST.compare(this, other);
    }
}
