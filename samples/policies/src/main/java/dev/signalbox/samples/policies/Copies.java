package dev.signalbox.samples.policies;

import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.event.RouterListener;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Hears of shadows, of which callers know nothing. */
@Component
final class Copies implements RouterListener {

    private final BlockingQueue<RouterEvent.ShadowEnded> ended = new LinkedBlockingQueue<>();

    @Override
    public void on(RouterEvent event) {
        if (event instanceof RouterEvent.ShadowEnded shadow) {
            ended.add(shadow);
        }
    }

    /** The next one, {@code null} if none ends within a millisecond. */
    RouterEvent.@Nullable ShadowEnded next() {
        try {
            return ended.poll(1, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
