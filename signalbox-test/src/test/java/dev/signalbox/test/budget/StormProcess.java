package dev.signalbox.test.budget;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A {@link StormNode} that runs, and what it has said so far. */
final class StormProcess {

    /** Its own, because the common threads are too few for two processes that both must be heard. */
    private final ExecutorService reader = Executors.newSingleThreadExecutor();

    private final Process process;
    private final AtomicLong cost = new AtomicLong();
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicLong refused = new AtomicLong(-1);
    private final CountDownLatch warm;
    private final CompletableFuture<Void> read;

    private StormProcess(Process process, int attempts) {
        this.process = process;
        this.warm = new CountDownLatch(attempts);
        this.read = CompletableFuture.runAsync(this::read, reader);
        reader.shutdown();
    }

    /**
     * Starts one.
     *
     * @param warm after how many attempts it counts as warm
     */
    static StormProcess start(SharedStore shared, int slice, long limit, int calls, int warm) {
        String java = ProcessHandle.current().info().command().orElse("java");
        try {
            Process process = new ProcessBuilder(
                            java,
                            "-cp",
                            System.getProperty("java.class.path"),
                            StormNode.class.getName(),
                            shared.budgetsUrl(),
                            shared.ledgerUrl(),
                            Integer.toString(slice),
                            Long.toString(limit),
                            Integer.toString(calls))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new StormProcess(process, warm);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                hear(line.split(" "));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Threads say what they have added up in any order. */
    private void hear(String[] words) {
        if (words[0].equals("cost")) {
            cost.accumulateAndGet(Long.parseLong(words[1]), Math::max);
            attempts.incrementAndGet();
            warm.countDown();
        } else if (words[0].equals("end")) {
            refused.set(Long.parseLong(words[2]));
        }
    }

    StormProcess awaitWarm() throws InterruptedException {
        if (!warm.await(2, TimeUnit.MINUTES)) {
            throw new IllegalStateException("The process does not call: " + attempts + " attempts.");
        }
        return this;
    }

    /** Ends it as the power does. */
    void kill() throws Exception {
        process.toHandle().destroyForcibly();
        read.get(1, TimeUnit.MINUTES);
    }

    /** Lets it make no more calls. */
    void stop() {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has ended by itself. */
    void awaitEnd() throws Exception {
        read.get(10, TimeUnit.MINUTES);
        if (process.waitFor() != 0 || refused.get() < 0) {
            throw new IllegalStateException("The process did not end well: " + process.exitValue());
        }
    }

    /** What its attempts have cost, as it said. */
    long cost() {
        return cost.get();
    }

    int attempts() {
        return attempts.get();
    }

    /** How often the budget refused an attempt. */
    long refused() {
        return refused.get();
    }
}
