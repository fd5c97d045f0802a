package dev.signalbox.agent.journal;

/** Tells one after the other. */
record BothListeners(JournalListener first, JournalListener second) implements JournalListener {

    @Override
    public void begins(Place place) {
        first.begins(place);
        second.begins(place);
    }

    @Override
    public void partial(Place place, String text) {
        first.partial(place, text);
        second.partial(place, text);
    }

    @Override
    public void replayed(Place place) {
        first.replayed(place);
        second.replayed(place);
    }

    @Override
    public void written(StepRecord step) {
        first.written(step);
        second.written(step);
    }

    @Override
    public void written(EventRecord event) {
        first.written(event);
        second.written(event);
    }
}
