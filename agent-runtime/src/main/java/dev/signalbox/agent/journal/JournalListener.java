package dev.signalbox.agent.journal;

/** Is told, in order, what a slice does, on the thread on which it happens; must be quick. */
public interface JournalListener {

    /** Hears nothing. */
    JournalListener NONE = new JournalListener() {};

    /** A step that is not recorded begins. */
    default void begins(Place place) {}

    /** A piece of an answer has come; it is not recorded. */
    default void partial(Place place, String text) {}

    /** A step has been read from the journal, for what the program wants now. */
    default void replayed(Place place) {}

    /** A step has been written. */
    default void written(StepRecord step) {}

    /** An event has been written. */
    default void written(EventRecord event) {}

    /** Tells both, the first one first. */
    static JournalListener both(JournalListener first, JournalListener second) {
        return new BothListeners(first, second);
    }
}
