package dev.signalbox.test.agent.dispatch;

import dev.signalbox.agent.dispatch.SliceEnd;
import dev.signalbox.agent.dispatch.dbscheduler.DbSchedulerDispatcher;
import dev.signalbox.agent.dispatch.dbscheduler.DbSchedulerSettings;
import dev.signalbox.agent.store.jdbc.JournalDatabase;
import dev.signalbox.agent.store.jdbc.JournalSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A process that takes runs, says so, and works on them until it is killed. */
final class DispatchChild {

    private DispatchChild() {}

    /**
     * Runs.
     *
     * @param arguments the URL of the database
     */
    public static void main(String[] arguments) {
        JournalDatabase database =
                JournalDatabase.open(new JournalSettings(arguments[0], null, null, 4, Duration.ofSeconds(10)));
        DbSchedulerDispatcher dispatcher =
                new DbSchedulerDispatcher(database.dispatching(), DbSchedulerSettings.DEFAULTS, Clock.systemUTC());
        dispatcher.start((run, lease) -> {
            System.out.println("taken " + run);
            while (!lease.handOver()) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
            return new SliceEnd.Again(Clock.systemUTC().instant());
        });
    }

    /** Starts one, and waits until it has taken so many runs. */
    static Process start(String url, int runs) throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        Process process = new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), DispatchChild.class.getName(), url)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output = process.inputReader();
        int taken = 0;
        for (String line = output.readLine(); line != null && taken < runs; ) {
            taken += line.startsWith("taken") ? 1 : 0;
            line = taken < runs ? output.readLine() : line;
        }
        if (taken < runs) {
            throw new IllegalStateException("The process has taken " + taken + " runs only.");
        }
        return process;
    }
}
