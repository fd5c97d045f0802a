package dev.signalbox.test.provider;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** The requests received, in order, and whoever waits for them. */
final class RequestLog {

    private final List<ReceivedRequest> requests = new ArrayList<>();

    private final Clock clock;

    private int lastNumber;

    RequestLog(Clock clock) {
        this.clock = clock;
    }

    synchronized ReceivedRequest add(HttpRequestReader.Parsed parsed) {
        ReceivedRequest request = new ReceivedRequest(++lastNumber, clock.instant(), parsed);
        requests.add(request);
        notifyAll();
        return request;
    }

    synchronized void aborted(ReceivedRequest request) {
        request.markAborted();
        notifyAll();
    }

    synchronized List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    synchronized int count() {
        return requests.size();
    }

    synchronized int aborted() {
        return (int) requests.stream().filter(ReceivedRequest::aborted).count();
    }

    synchronized void clear() {
        requests.clear();
    }

    synchronized void await(String what, int wanted, Duration atMost, IntSupplier count) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (count.getAsInt() < wanted) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || !waitFor(left)) {
                throw new AssertionError("Expected " + wanted + " " + what + " requests within " + atMost + " but saw "
                        + count.getAsInt() + " in " + requests);
            }
        }
    }

    private boolean waitFor(long nanos) {
        try {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
            return true;
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
