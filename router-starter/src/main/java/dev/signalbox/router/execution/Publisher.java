package dev.signalbox.router.execution;

import dev.signalbox.router.event.AttemptScope;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.event.RouterListener;
import dev.signalbox.router.policy.Decision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            } catch (Throwable e) {
                log.warn(
                        "A router listener failed on {} and was ignored",
                        event.getClass().getSimpleName(),
                        e);
            }
        }
    }

    /** Opens what listeners want open while this thread sends the request of an attempt. */
    AttemptScope sending(Decision decision, int attempt) {
        AttemptScope all = AttemptScope.NONE;
        for (RouterListener listener : listeners) {
            try {
                AttemptScope one = listener.sending(decision, attempt);
                all = one == AttemptScope.NONE ? all : both(one, all);
            } catch (Throwable e) {
                log.warn("A router listener failed on the sending of an attempt and was ignored", e);
            }
        }
        return all;
    }

    private static AttemptScope both(AttemptScope inner, AttemptScope outer) {
        return new AttemptScope() {
            @Override
            public Map<String, String> headers() {
                Map<String, String> headers = new LinkedHashMap<>(outer.headers());
                headers.putAll(inner.headers());
                return headers;
            }

            @Override
            public void close() {
                try {
                    inner.close();
                } catch (Throwable e) {
                    log.warn("A router listener failed after the sending of an attempt and was ignored", e);
                } finally {
                    outer.close();
                }
            }
        };
    }
}
