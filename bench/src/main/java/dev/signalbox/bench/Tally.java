package dev.signalbox.bench;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The calls that one thread has made, counted without sharing anything with the other threads. */
@State(Scope.Thread)
public class Tally {

    private long calls;

    /** Lets the benchmark know of it. */
    @Setup(Level.Trial)
    public void register(CallBenchmark benchmark) {
        benchmark.register(this);
    }

    void called() {
        calls++;
    }

    /** To be asked when all threads have met at the end of their last iteration. */
    long calls() {
        return calls;
    }
}
