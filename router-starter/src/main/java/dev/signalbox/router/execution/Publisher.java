package dev.signalbox.router.execution;

import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.event.RouterListener;
import java.util.List;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** Tells all listeners; one that throws disturbs nobody. */
@Slf4j
@RequiredArgsConstructor
final class Publisher {

    private final List<RouterListener> listeners;

    void publish(RouterEvent event) {
        for (RouterListener listener : listeners) {
            try {
                listener.on(event);
            } catch (RuntimeException e) {
                log.warn(
                        "A router listener failed on {} and was ignored",
                        event.getClass().getSimpleName(),
                        e);
            }
        }
    }
}
