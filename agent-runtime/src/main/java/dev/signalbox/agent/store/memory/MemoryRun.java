package dev.signalbox.agent.store.memory;

import dev.signalbox.agent.journal.EventRecord;
import dev.signalbox.agent.journal.RunRecord;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.journal.SignalRecord;
import dev.signalbox.agent.journal.SliceEndRecord;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.journal.StepState;
import dev.signalbox.agent.journal.StepUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run with all it did. Whoever uses it holds the store's lock. */
final class MemoryRun {

    private final Map<String, StepRecord> steps = new HashMap<>();
    private final List<EventRecord> events = new ArrayList<>();
    private final Set<Long> places = new HashSet<>();
    private final List<SignalRecord> signals = new ArrayList<>();
    private RunRecord row;
    /** How often it had been woken when its last slice began. */
    private long seenWakes;

    MemoryRun(RunRecord row) {
        this.row = row;
        this.seenWakes = row.wakes();
    }

    RunRecord row() {
        return row;
    }

    List<SignalRecord> signals() {
        return List.copyOf(signals);
    }

    RunRecord claim(Instant now) {
        seenWakes = row.wakes();
        row = row.toBuilder()
                .epoch(row.epoch() + 1)
                .status(RunStatus.RUNNING)
                .updatedAt(now)
                .build();
        return row;
    }

    boolean heldBy(long epoch) {
        return row.epoch() == epoch && row.status() == RunStatus.RUNNING;
    }

    void end(SliceEndRecord end) {
        row = row.toBuilder()
                .status(end.status())
                .output(end.output())
                .error(end.error())
                .wakeAt(end.wakeAt())
                .retries(end.retries())
                .updatedAt(end.at())
                .build();
    }

    void wake() {
        row = row.toBuilder().wakes(row.wakes() + 1).build();
    }

    void cancel() {
        row = row.toBuilder().cancelAsked(true).build();
    }

    boolean due(Instant now) {
        if (row.status() == RunStatus.RUNNING || row.status().ended()) {
            return false;
        }
        Instant time = row.wakeAt();
        boolean timely = time == null ? row.status() == RunStatus.READY : !time.isAfter(now);
        return timely || row.wakes() > seenWakes;
    }

    @Nullable
    StepRecord step(String key) {
        return steps.get(key);
    }

    List<StepRecord> steps() {
        return steps.values().stream()
                .sorted(Comparator.comparingLong(StepRecord::seq))
                .toList();
    }

    /** Whether nothing has these places; an ended step gives up the place of its beginning, which nothing takes again. */
    boolean free(@Nullable StepRecord step, List<EventRecord> happened) {
        return (step == null || !places.contains(step.seq()))
                && happened.stream().noneMatch(event -> places.contains(event.seq()));
    }

    void put(StepRecord step) {
        steps.put(step.key(), step);
        places.add(step.seq());
    }

    void put(List<EventRecord> happened) {
        events.addAll(happened);
        happened.forEach(event -> places.add(event.seq()));
    }

    void signal(String name, String payload, Instant at) {
        long before =
                signals.stream().filter(signal -> signal.name().equals(name)).count();
        signals.add(new SignalRecord(row.id(), name, (int) before + 1, payload, at));
    }

    long lastSeq() {
        return places.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    List<EventRecord> events(long after, int max) {
        Stream<EventRecord> ended = steps.values().stream()
                .filter(step -> step.state() != StepState.STARTED)
                .map(MemoryRun::completed);
        return Stream.concat(events.stream(), ended)
                .filter(event -> event.seq() > after)
                .sorted(Comparator.comparingLong(EventRecord::seq))
                .limit(max)
                .toList();
    }

    private static EventRecord completed(StepRecord step) {
        Instant at = step.endedAt() == null ? step.startedAt() : step.endedAt();
        return new EventRecord(step.run(), step.seq(), at, EventRecord.STEP_COMPLETED, step.key(), "");
    }

    StepUse use() {
        return steps.values().stream().map(StepRecord::use).reduce(StepUse.NONE, StepUse::plus);
    }

    /** Whether the step that asked had ended; one may ask more than once, with something behind its key. */
    boolean hadEnded(String asking, Instant time) {
        return steps.values().stream()
                .filter(step -> step.endedAt() != null && step.endedAt().isBefore(time))
                .anyMatch(step -> asking.equals(step.key()) || asking.startsWith(step.key() + "!"));
    }

    long forgetRequestsBefore(Instant time) {
        List<StepRecord> old = steps.values().stream()
                .filter(step -> step.request() != null)
                .filter(step -> step.endedAt() != null && step.endedAt().isBefore(time))
                .toList();
        old.forEach(step -> steps.put(step.key(), step.toBuilder().request(null).build()));
        return old.size();
    }
}
