package dev.signalbox.agent.journal;

/**
 * Names a run.
 *
 * @param value unique among all runs of a journal
 */
public record RunId(String value) {

    /**
     * Checks the id.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public RunId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("The id of a run is not blank.");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
