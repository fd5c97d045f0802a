package dev.signalbox.router.compare;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps outcomes, so that a comparison that was interrupted goes on where it was. Must be thread-safe. */
public interface OutcomeStore {

    /** What is known of a call. */
    Optional<Outcome> find(Outcome.Key key);

    /** Keeps an outcome, in place of one with the same key; when this returns, it survives the end of the process. */
    void save(Outcome outcome);

    /** A store that ends with the process. */
    static OutcomeStore inMemory() {
        Map<Outcome.Key, Outcome> outcomes = new ConcurrentHashMap<>();
        return new OutcomeStore() {
            @Override
            public Optional<Outcome> find(Outcome.Key key) {
                return Optional.ofNullable(outcomes.get(key));
            }

            @Override
            public void save(Outcome outcome) {
                outcomes.put(outcome.key(), outcome);
            }
        };
    }
}
