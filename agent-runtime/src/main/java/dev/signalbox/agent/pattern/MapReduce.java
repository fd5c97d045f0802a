package dev.signalbox.agent.pattern;

import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.Run;
import java.util.ArrayList;
import java.util.List;

/**
 * The same is done for each part of something large, side by side; then a few results at a time are merged into one, until one
 * is left. So no model ever has to see all of it.
 *
 * @param <I> something large
 * @param <T> a part of it
 * @param <R> what comes of a part, of some parts, and of all
 */
public abstract class MapReduce<I, T, R> implements AgentProgram<I, R> {

    private final int concurrency;
    private final int width;

    /**
     * Of so many at a time.
     *
     * @param concurrency how many parts are worked on at a time at most
     * @param width how many results are merged at once at most
     * @throws IllegalArgumentException if the concurrency is below 1 or the width below 2
     */
    protected MapReduce(int concurrency, int width) {
        this.concurrency = Bounds.atLeast(1, "concurrency", concurrency);
        this.width = Bounds.atLeast(2, "width", width);
    }

    @Override
    public final R run(I input, Run run) {
        List<R> results = run.parallel("map", split(input, run), concurrency, part -> map(part, run));
        while (results.size() > width) {
            results = run.parallel("reduce", groups(results), concurrency, group -> merged(group, run));
        }
        return reduce(results, run);
    }

    private R merged(List<R> group, Run run) {
        return group.size() == 1 ? group.get(0) : reduce(group, run);
    }

    private List<List<R>> groups(List<R> results) {
        List<List<R>> groups = new ArrayList<>();
        for (int from = 0; from < results.size(); from += width) {
            groups.add(results.subList(from, Math.min(from + width, results.size())));
        }
        return groups;
    }

    /** Divides it into parts. */
    protected abstract List<T> split(I input, Run run);

    /** Does what is to be done with one part. */
    protected abstract R map(T part, Run run);

    /** Makes one result of some; of none where there was no part, of one where there was one. */
    protected abstract R reduce(List<R> results, Run run);
}
