package dev.signalbox.agent;

import dev.signalbox.agent.journal.EventRecord;
import dev.signalbox.agent.journal.Happening;
import dev.signalbox.agent.journal.OnDivergence;
import dev.signalbox.agent.journal.RunRecord;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.journal.SliceEndRecord;
import dev.signalbox.agent.journal.Stop;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * How a slice leaves its run.
 *
 * @param status how the run stands then, {@code null} if another worker has it
 * @param event the type of the event that says so
 * @param output JSON
 * @param error for people
 * @param wakeAt when it is due
 * @param retries how many slices in a row have failed for a passing reason
 * @param memories the conversations that others may see then, JSON by id
 */
@Slf4j
record SliceResult(
        @Nullable RunStatus status,
        String event,
        @Nullable String output,
        @Nullable String error,
        @Nullable Instant wakeAt,
        int retries,
        Map<String, String> memories) {

    static SliceResult failed(Throwable failure) {
        return ended(RunStatus.FAILED, failure.getClass().getSimpleName() + ": " + failure.getMessage());
    }

    private static SliceResult ended(RunStatus status, @Nullable String error) {
        String name = status.name();
        String event = "Run" + name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
        return new SliceResult(status, event, null, error, null, 0, Map.of());
    }

    /** A program that came to its end without all that its journal has did something else. */
    static SliceResult finished(String output, Slice slice) {
        List<String> unread = slice.journal().unread();
        if (!unread.isEmpty()) {
            String why = "The program has ended without " + unread + ".";
            if (slice.terms().onDivergence() == OnDivergence.FAIL) {
                return ended(RunStatus.DIVERGED, why);
            }
            log.warn(
                    "Run {} has done something else than its journal says. {}",
                    slice.run().id(),
                    why);
        }
        Map<String, String> memories = slice.memories().changed();
        return new SliceResult(RunStatus.SUCCEEDED, "RunSucceeded", output, null, null, 0, memories);
    }

    static SliceResult of(Stop stop, Slice slice) {
        if (stop instanceof Stop.Lost) {
            return new SliceResult(null, "", null, null, null, 0, Map.of());
        } else if (stop instanceof Stop.HandOver) {
            return new SliceResult(
                    RunStatus.READY,
                    "RunHandedOver",
                    null,
                    null,
                    null,
                    slice.run().retries(),
                    Map.of());
        } else if (stop instanceof Stop.Cancelled) {
            return ended(RunStatus.CANCELLED, null);
        } else if (stop instanceof Stop.Diverged diverged) {
            return ended(RunStatus.DIVERGED, diverged.why());
        } else if (stop instanceof Stop.LimitReached reached) {
            return ended(RunStatus.FAILED, reached.why());
        }
        return rests(slice);
    }

    /** Several branches may have stopped, each for its own reason. */
    private static SliceResult rests(Slice slice) {
        List<Stop> stops = slice.journal().stops();
        boolean uncertain = stops.stream().anyMatch(Stop.Uncertain.class::isInstance);
        boolean failed = stops.stream().anyMatch(Stop.Retry.class::isInstance);
        int before = slice.journal().retries();
        int retries = failed ? before + 1 : before;
        Instant wakeAt = stops.stream()
                .map(stop -> due(stop, slice, before))
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
        RunStatus status = uncertain ? RunStatus.UNCERTAIN : RunStatus.PARKED;
        return new SliceResult(status, "RunParked", null, why(stops), wakeAt, retries, Map.of());
    }

    private static @Nullable Instant due(Stop stop, Slice slice, int before) {
        if (stop instanceof Stop.Retry retry) {
            return retry.at() == null ? slice.later(before) : retry.at();
        }
        return stop instanceof Stop.Parked parked ? parked.until() : null;
    }

    private static String why(List<Stop> stops) {
        List<String> reasons = stops.stream()
                .flatMap(stop -> {
                    if (stop instanceof Stop.Parked parked) {
                        return Stream.of("Waits for " + parked.why());
                    } else if (stop instanceof Stop.Uncertain uncertain) {
                        return Stream.of(uncertain.why());
                    }
                    return stop instanceof Stop.Retry retry ? Stream.of("Tries again: " + retry.why()) : Stream.of();
                })
                .distinct()
                .toList();
        return String.join("; ", reasons);
    }

    /**
     * Writes it.
     *
     * @return how often the run has been woken, empty if another worker has it
     */
    Optional<Long> write(Slice slice, Instant now) {
        Happening last = new Happening(event, slice.json().write(error == null ? Map.of() : Map.of("why", error)));
        return slice.journal().end(last, events -> record(slice.run(), events, now));
    }

    private SliceEndRecord record(RunRecord run, List<EventRecord> events, Instant now) {
        RunStatus left = Objects.requireNonNull(status);
        return new SliceEndRecord(run.id(), run.epoch(), left, output, error, wakeAt, retries, events, memories, now);
    }
}
