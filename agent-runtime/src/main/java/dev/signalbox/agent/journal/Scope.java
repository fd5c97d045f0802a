package dev.signalbox.agent.journal;

import dev.signalbox.agent.json.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * One branch of a run, and what the journal has of it. As long as one thread alone works in a branch, its steps have an
 * order, and a program that does something else is found out at once. Where libraries bring their own threads, which is
 * remembered, a step's content alone finds it, and what is left unread is found out at the end. Thread-safe.
 */
@Slf4j
public final class Scope {

    private final String path;
    private final @Nullable Scope parent;
    private final OnDivergence onDivergence;
    private final Map<String, StepRecord> recorded = new HashMap<>();
    private final NavigableMap<Long, StepRecord> unread = new TreeMap<>();
    private final Map<String, Integer> occurrences = new HashMap<>();
    private final Map<Object, Object> kept = new HashMap<>();
    private Thread owner = Thread.currentThread();
    private boolean ordered;
    private @Nullable Stop stop;
    private @Nullable Stop rest;
    private long rounds;

    /**
     * Of the thread that makes it.
     *
     * @param ordered whether no other thread has worked in it before
     */
    Scope(String path, @Nullable Scope parent, List<StepRecord> steps, boolean ordered, OnDivergence onDivergence) {
        this.path = path;
        this.parent = parent;
        this.ordered = ordered;
        this.onDivergence = onDivergence;
        for (StepRecord step : steps) {
            recorded.put(step.key(), step);
            if (step.kind().asked()) {
                unread.put(step.seq(), step);
            }
        }
    }

    /** Gives it to the thread that now works in it. */
    synchronized void enter() {
        owner = Thread.currentThread();
    }

    /** Whether this thread is none of the program's own; from then on there is no order. */
    synchronized boolean loosened() {
        ordered &= owner == Thread.currentThread();
        return !ordered && owner != Thread.currentThread();
    }

    /** Empty for the program's own. */
    public String path() {
        return path;
    }

    /** A name that no other branch of the same parent has. */
    synchronized String branch(String name) {
        return (path.isEmpty() ? "" : path + "/") + name + "#" + occurrence("branch:" + name);
    }

    /** Something that lives as long as the branch does in this slice, made at its first use. */
    @SuppressWarnings("unchecked")
    public synchronized <T> T keep(Object key, Supplier<T> maker) {
        Object there = kept.get(key);
        if (there == null) {
            there = maker.get();
            kept.put(key, there);
        }
        return (T) there;
    }

    /** Where a step is, or will be. */
    synchronized Place place(StepRequest request, Instant now) {
        rounds += request.kind() == StepKind.MODEL ? 1 : 0;
        String content = content(request);
        String key = key(content, occurrence(content));
        StepRecord found = recorded.get(key);
        if (found == null) {
            found = unread.isEmpty() ? null : instead(request);
        } else if (ordered && unread.headMap(found.seq()).values().stream().anyMatch(passedOver(found))) {
            diverged(request + " comes before " + next());
        }
        if (found != null) {
            unread.remove(found.seq());
        }
        return new Place(request, found == null ? key : found.key(), path, found, now);
    }

    private static String content(StepRequest request) {
        return request.kind() + ":" + Json.hash(request.content());
    }

    private String key(String content, int occurrence) {
        return (path.isEmpty() ? "" : path + "/") + content + "#" + occurrence;
    }

    /** Whether the journal has what would come if this were asked for. */
    synchronized boolean knows(StepRequest request) {
        String content = content(request);
        return recorded.containsKey(key(content, occurrences.getOrDefault(content, 0) + 1));
    }

    private int occurrence(String content) {
        return occurrences.merge(content, 1, Integer::sum);
    }

    /** Tools of one round may have been used in any order, because some may have waited for a person. */
    private static Predicate<StepRecord> passedOver(StepRecord found) {
        return step -> !(step.kind() == StepKind.TOOL && found.kind() == StepKind.TOOL);
    }

    /**
     * What the journal has in the place of something it does not know. Without an order there is no place: what looks alike
     * may be the answer to somebody else.
     */
    private @Nullable StepRecord instead(StepRequest request) {
        if (request.kind() == StepKind.MODEL && ordered) {
            StepRecord other = next();
            if (other != null && Objects.equals(other.shape(), request.shape())) {
                log.warn(
                        "Run {}: the prompt of {} is not what it was when this step was done; its answer is taken"
                                + " nevertheless",
                        other.run(),
                        other);
                return other;
            }
        }
        boolean mayBeNew = request.kind() == StepKind.TOOL
                && unread.values().stream().allMatch(step -> step.kind() == StepKind.TOOL);
        if (ordered && !mayBeNew) {
            diverged(request + " is new, where the journal has " + next());
        }
        return null;
    }

    private @Nullable StepRecord next() {
        return unread.isEmpty() ? null : unread.firstEntry().getValue();
    }

    /** Whether everything that the journal has of this branch has been read, so that what comes is new. */
    synchronized boolean atFrontier() {
        return unread.isEmpty();
    }

    private void diverged(String what) {
        String why = "In " + (path.isEmpty() ? "the program" : "branch '" + path + "'") + ", " + what + ".";
        if (onDivergence == OnDivergence.FAIL) {
            throw new SliceStopped(new Stop.Diverged(why));
        }
        ordered = false;
        log.warn("The program does something else than its journal says, and goes on. {}", why);
    }

    /** What was recorded and not asked for, for people. */
    synchronized List<String> left() {
        return unread.values().stream().map(StepRecord::toString).toList();
    }

    synchronized void add(StepRecord step) {
        recorded.put(step.key(), step);
    }

    /** How many times a model was asked in this branch, in this slice; what was replayed counts. */
    public synchronized long rounds() {
        return rounds;
    }

    /** Ends the branch when its round of tools ends. Of several times to rest until the first counts. */
    synchronized void rest(Stop reason) {
        if (rest instanceof Stop.Parked before && reason instanceof Stop.Parked now) {
            rest = before.first(now);
        } else if (rest == null || rest instanceof Stop.Parked) {
            rest = reason;
        }
    }

    /** Ends the branch if it was to end after its round; says why it has, apart from the branches that it is in. */
    synchronized @Nullable Stop roundEnds() {
        if (rest != null) {
            stop(rest);
        }
        return stop;
    }

    /** Ends the branch at its next step, and for the first reason given. */
    synchronized void stop(Stop reason) {
        if (stop == null) {
            stop = reason;
        }
    }

    /** Why this branch has to end, {@code null} if it has not. */
    @Nullable
    Stop stopped() {
        synchronized (this) {
            if (stop != null) {
                return stop;
            }
        }
        return parent == null ? null : parent.stopped();
    }
}
