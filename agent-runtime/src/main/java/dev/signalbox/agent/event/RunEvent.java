package dev.signalbox.agent.event;

import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.journal.StepRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that happened in a run. */
public sealed interface RunEvent {

    /** Where and when. */
    Moment moment();

    /** In which run. */
    default RunId run() {
        return moment().run();
    }

    /** Its place among all that happened in the run; 0 for what is not kept. */
    default long seq() {
        return moment().seq();
    }

    /** When. */
    default Instant at() {
        return moment().at();
    }

    /** Whether it is kept, so that who comes later can read it too. */
    default boolean kept() {
        return seq() > 0;
    }

    /** A run has begun. */
    record RunStarted(Moment moment) implements RunEvent {}

    /** A run goes on after a rest or on another node; what it did before is read from its journal. */
    record RunResumed(Moment moment) implements RunEvent {}

    /**
     * A step that is not recorded begins. Not kept.
     *
     * @param step the key of the step
     * @param scope the path of its branch, empty for the program's own
     * @param kind what it does
     * @param name of the AI service and its method, the tool, the timer and so on
     */
    record StepStarted(Moment moment, String step, String scope, StepKind kind, String name) implements RunEvent {}

    /**
     * A step has ended, well or not.
     *
     * @param step as it is recorded
     * @param replayed whether it was only read from the journal; never of what is read back later
     */
    record StepCompleted(Moment moment, StepRecord step, boolean replayed) implements RunEvent {}

    /**
     * A piece of an answer has come. Not kept.
     *
     * @param step the key of the step
     * @param scope the path of its branch, empty for the program's own
     */
    record TextDelta(Moment moment, String step, String scope, String text) implements RunEvent {}

    /**
     * A person is asked.
     *
     * @param approval the id of the question
     * @param tool the tool to be used, or the limit that was reached
     */
    record ApprovalAsked(Moment moment, String approval, String tool) implements RunEvent {}

    /**
     * A limit is reached.
     *
     * @param limit which, for people
     */
    record LimitReached(Moment moment, String limit) implements RunEvent {}

    /**
     * A branch has got stuck, and a stronger model has its next turn.
     *
     * @param tool that was used again and again, {@code null} if another thing was the matter
     */
    record Escalated(Moment moment, @Nullable String tool) implements RunEvent {}

    /**
     * A run rests.
     *
     * @param why what it waits for, for people
     */
    record RunParked(Moment moment, String why) implements RunEvent {}

    /** A worker stops, and another goes on. */
    record RunHandedOver(Moment moment) implements RunEvent {}

    /**
     * Something of a kind that this version does not know.
     *
     * @param type what newer versions call it
     * @param payload JSON
     */
    record Unknown(Moment moment, String type, String payload) implements RunEvent {}

    /** The last event of a run. */
    sealed interface Ended extends RunEvent {

        /** What went wrong, for people; {@code null} if nothing did. */
        default @Nullable String why() {
            return null;
        }
    }

    /** A run has ended with its output. */
    record RunSucceeded(Moment moment) implements Ended {}

    /** A run has ended with an error. */
    record RunFailed(Moment moment, @Nullable String why) implements Ended {}

    /** Somebody has ended a run. */
    record RunCancelled(Moment moment) implements Ended {}

    /** A run has ended because its program does something else than its journal says. */
    record RunDiverged(Moment moment, @Nullable String why) implements Ended {}
}
