package dev.signalbox.router.event;

/**
 * Is told what happens. Called on the thread on which it happens, so it must be fast; what it throws is logged and
 * changes nothing.
 */
@FunctionalInterface
public interface RouterListener {

    /** Something has happened. */
    void on(RouterEvent event);
}
