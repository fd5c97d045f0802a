package dev.signalbox.router.autoconfigure;

/** The configuration in force; while another one is tried, that one. */
final class CurrentConfiguration {

    private volatile RouterConfiguration current;

    CurrentConfiguration(RouterConfiguration first) {
        this.current = first;
    }

    RouterConfiguration get() {
        return current;
    }

    /** Keeps another configuration if the trial of it does not fail. Trials come one at a time. */
    void replace(RouterConfiguration next, Runnable trial) {
        RouterConfiguration before = current;
        current = next;
        boolean fits = false;
        try {
            trial.run();
            fits = true;
        } finally {
            current = fits ? next : before;
        }
    }
}
