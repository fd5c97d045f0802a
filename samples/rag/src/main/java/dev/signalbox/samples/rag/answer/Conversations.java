package dev.signalbox.samples.rag.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last turns of the conversations that were used last. Thread-safe. */
final class Conversations {

    private static final int CONVERSATIONS = 500;
    private static final int TURNS = 3;

    private final Map<String, List<Turn>> turns = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Turn>> eldest) {
            return size() > CONVERSATIONS;
        }
    };

    record Turn(String question, String answer) {}

    synchronized List<Turn> of(String conversation) {
        return List.copyOf(turns.getOrDefault(conversation, List.of()));
    }

    synchronized void add(String conversation, Turn turn) {
        List<Turn> all = new ArrayList<>(turns.getOrDefault(conversation, List.of()));
        all.add(turn);
        turns.put(conversation, all.subList(Math.max(0, all.size() - TURNS), all.size()));
    }
}
