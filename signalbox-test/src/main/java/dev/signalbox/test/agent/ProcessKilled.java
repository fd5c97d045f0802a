package dev.signalbox.test.agent;

/** Unwinds whatever a process does that has been killed; what it does after that, it would not have done. */
public final class ProcessKilled extends Error {

    ProcessKilled(String where) {
        super("Killed " + where);
    }
}
