package dev.signalbox.test.store;

import dev.signalbox.router.key.MemoryKeyStore;
import dev.signalbox.router.key.VirtualKeyStore;
import java.util.List;

class MemoryKeyStoreTests extends VirtualKeyStoreContract {

    @Override
    protected VirtualKeyStore emptyStore() {
        return new MemoryKeyStore(List.of());
    }

    @Override
    protected VirtualKeyStore anotherNode(VirtualKeyStore first) {
        return first;
    }
}
