package dev.signalbox.test;

import dev.signalbox.router.execution.Clockwork;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;

/**
 * Time, chance and threads in the hands of a test:
 *
 * <pre>{@code
 * var time = new FakeClockwork();
 * var router = Router.builder(catalogue, policies).client(…).clockwork(time.clockwork()).build();
 * time.advance(Duration.ofSeconds(3));
 * }</pre>
 *
 * <ul>
 *   <li>Time passes only by {@link #advance} and by sleeping: who sleeps advances the clock itself and goes on at once.
 *   <li>Timers fire on the thread that advances the clock, when they fall due; those without delay at the next advance,
 *       be it by zero.
 *   <li>Attempts run on the thread that starts them, unless an {@link #executor} is given.
 *   <li>Chance always draws 0.5, the middle, unless {@link #random} or {@link #seed} say otherwise.
 * </ul>
 *
 * <p>To see a deadline cut an attempt short, let attempts run on an {@link #executor} and advance the clock while the attempt
 * waits at a {@link Gate}: on one thread nobody could advance it.
 */
public final class FakeClockwork {

    private final FakeClock clock = new FakeClock();
    private final FakeScheduler scheduler = new FakeScheduler(clock);
    private final List<Duration> sleeps = new CopyOnWriteArrayList<>();
    private ExecutorService executor = new SameThreadExecutor();
    private DoubleSupplier random = () -> 0.5;

    /** Runs attempts on this executor, which is yours to stop. To be set before {@link #clockwork} is asked for. */
    public FakeClockwork executor(ExecutorService other) {
        this.executor = other;
        return this;
    }

    /**
     * Draws these numbers one after the other, and the last one from then on. To be set before {@link #clockwork} is asked
     * for.
     *
     * @param numbers each from 0, inclusive, to 1, exclusive
     * @throws IllegalArgumentException if there is none, or if one is out of range
     */
    public FakeClockwork random(double... numbers) {
        if (numbers.length == 0) {
            throw new IllegalArgumentException("There is no number to draw. Give at least one.");
        }
        for (double number : numbers) {
            if (!(number >= 0 && number < 1)) {
                throw new IllegalArgumentException("A number to draw is " + number + ". It must be in [0, 1).");
            }
        }
        double[] drawn = numbers.clone();
        AtomicInteger next = new AtomicInteger();
        this.random = () -> drawn[next.getAndUpdate(index -> Math.min(index + 1, drawn.length - 1))];
        return this;
    }

    /** Draws the numbers that follow from this seed. To be set before {@link #clockwork} is asked for. */
    public FakeClockwork seed(long seed) {
        this.random = new Random(seed)::nextDouble;
        return this;
    }

    /** Lets time pass, and what falls due happen. */
    public FakeClockwork advance(Duration by) {
        clock.advance(by);
        return this;
    }

    /** The clock. */
    public FakeClock clock() {
        return clock;
    }

    /** How long was slept, each time, in order. */
    public List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }

    /** How many timers have neither fired nor been cancelled. */
    public int pendingTimers() {
        return clock.timers().size();
    }

    /** The parts, as a router takes them. */
    public Clockwork clockwork() {
        return new Clockwork(clock, clock::nanos, this::sleep, scheduler, executor, UnaryOperator::identity, random);
    }

    private void sleep(long nanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Duration length = Duration.ofNanos(nanos);
        sleeps.add(length);
        clock.advance(length);
    }
}
