package dev.signalbox.test.agent.store;

import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.store.memory.MemoryJournalStore;
import dev.signalbox.test.store.JournalStoreContract;

class MemoryJournalStoreTests extends JournalStoreContract {

    @Override
    protected JournalStore emptyStore() {
        return new MemoryJournalStore();
    }
}
