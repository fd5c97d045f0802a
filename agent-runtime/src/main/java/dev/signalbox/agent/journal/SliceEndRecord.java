package dev.signalbox.agent.journal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a slice leaves its run.
 *
 * @param run the run
 * @param epoch of the slice
 * @param status how the run stands now
 * @param output JSON, if it has succeeded
 * @param error if it has not
 * @param wakeAt when it is due, {@code null} if only a wake-up ends its rest
 * @param retries how many slices in a row have failed for a passing reason
 * @param events what to write with it
 * @param memories what chat memories hold from now on, JSON by id
 * @param at when
 */
public record SliceEndRecord(
        RunId run,
        long epoch,
        RunStatus status,
        @Nullable String output,
        @Nullable String error,
        @Nullable Instant wakeAt,
        int retries,
        List<EventRecord> events,
        Map<String, String> memories,
        Instant at) {}
