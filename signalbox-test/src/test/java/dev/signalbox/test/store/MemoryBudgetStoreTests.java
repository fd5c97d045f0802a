package dev.signalbox.test.store;

import dev.signalbox.router.budget.BudgetStore;
import dev.signalbox.router.store.memory.MemoryBudgetStore;

class MemoryBudgetStoreTests extends BudgetStoreContract {

    @Override
    protected BudgetStore emptyStore() {
        return new MemoryBudgetStore(System::nanoTime);
    }
}
