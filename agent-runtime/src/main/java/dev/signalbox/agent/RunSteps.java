package dev.signalbox.agent;

import dev.signalbox.agent.journal.Journal;
import dev.signalbox.agent.journal.Place;
import dev.signalbox.agent.journal.SignalRecord;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.journal.StepOutcome;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.journal.StepRequest;
import dev.signalbox.agent.journal.Stop;
import dev.signalbox.agent.json.Json;
import dev.signalbox.agent.port.RunPorts;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The steps that keep what came out, or wait. */
final class RunSteps {

    private final Journal journal;
    private final Json json;
    private final RunPorts ports;
    /** The signals that steps of this run have taken. */
    private final Set<Taken> taken;

    /**
     * A signal that was taken, or {@code number} 0 if none came in time.
     *
     * @param name of the signal
     * @param number its number among those of the name
     * @param payload JSON
     */
    private record Taken(String name, int number, @Nullable String payload) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Taken that && name.equals(that.name) && number == that.number;
        }

        @Override
        public int hashCode() {
            return name.hashCode() + number;
        }
    }

    RunSteps(RunPorts ports, List<StepRecord> steps) {
        this.ports = ports;
        this.journal = ports.journal();
        this.json = ports.json();
        this.taken = steps.stream()
                .filter(step -> step.kind() == StepKind.SIGNAL && step.endedAt() != null)
                .filter(step -> step.epoch() > 0) // what a fork has copied was said to another run
                .map(step -> json.read(result(step), Taken.class))
                .collect(Collectors.toCollection(ConcurrentHashMap::newKeySet));
    }

    private static String result(StepRecord step) {
        return step.result() == null ? "null" : step.result();
    }

    <T> @Nullable T note(String name, Type type, Supplier<? extends @Nullable T> maker) {
        Place place = journal.place(StepRequest.named(StepKind.NOTE, name));
        StepRecord step = place.recorded();
        if (step == null) {
            step = journal.record(place, StepOutcome.of(json.write(maker.get())));
        }
        return json.value(result(step), type);
    }

    /** As long as the journal has something that comes after, the run was here before there were versions. */
    int version(String change, int oldest, int newest) {
        Integer version = journal.atFrontier() || journal.knows(StepRequest.named(StepKind.NOTE, "version:" + change))
                ? note("version:" + change, Integer.class, () -> newest)
                : Integer.valueOf(oldest);
        if (version == null || version < oldest || version > newest) {
            throw new IllegalStateException("The run goes by version " + version + " of '" + change
                    + "', but the program only has " + oldest + " to " + newest + ".");
        }
        return version;
    }

    void sleep(Duration time) {
        Place place = journal.place(StepRequest.named(StepKind.TIMER, "sleep"));
        if (place.ended()) {
            return;
        }
        Instant until = deadline(place, time);
        Place waiting = begun(place, until);
        if (ports.clock().instant().isBefore(until)) {
            throw journal.stop(new Stop.Parked(until, "a time"));
        }
        journal.record(waiting, StepOutcome.of(json.write(until)));
    }

    private Instant deadline(Place place, Duration time) {
        StepRecord begun = place.recorded();
        return begun == null ? place.at().plus(time) : json.read(result(begun), Instant.class);
    }

    /** A wait whose time is set once. */
    private Place begun(Place place, Instant until) {
        return place.interrupted() ? place : journal.begin(place, json.write(until));
    }

    /** The payload of the next signal that nobody has taken, {@code null} if none came in time. */
    @Nullable
    String await(String signal, @Nullable Duration within) {
        Place place = journal.place(StepRequest.named(StepKind.SIGNAL, signal));
        StepRecord known = place.recorded();
        if (known != null && place.ended()) {
            return json.read(result(known), Taken.class).payload();
        }
        Instant until = within == null ? null : deadline(place, within);
        Place waiting = until == null ? place : begun(place, until);
        Taken next = next(signal);
        if (next == null && (until == null || ports.clock().instant().isBefore(until))) {
            throw journal.stop(new Stop.Parked(until, "the signal '" + signal + "'"));
        }
        Taken kept = next == null ? new Taken(signal, 0, null) : next;
        journal.record(waiting, StepOutcome.of(json.write(kept)));
        return kept.payload();
    }

    private @Nullable Taken next(String name) {
        List<SignalRecord> said =
                journal.stored(() -> journal.store().signals(journal.run().id()));
        for (SignalRecord signal : said) {
            Taken candidate = new Taken(name, signal.number(), signal.payload());
            if (signal.name().equals(name) && taken.add(candidate)) {
                return candidate;
            }
        }
        return null;
    }
}
