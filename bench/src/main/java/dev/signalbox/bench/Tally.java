package dev.signalbox.bench;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The calls that one thread has made in an iteration, counted without sharing anything with the others. */
@State(Scope.Thread)
public class Tally {

    private long calls;

    void called() {
        calls++;
    }

    /** Adds them to those of the other threads. */
    @TearDown(Level.Iteration)
    public void add(CallBenchmark benchmark) {
        benchmark.made(calls);
        calls = 0;
    }
}
