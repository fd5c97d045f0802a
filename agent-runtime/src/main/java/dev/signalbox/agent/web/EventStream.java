package dev.signalbox.agent.web;

import dev.signalbox.agent.event.RunEvent;
import dev.signalbox.agent.journal.RunId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import lombok.extern.slf4j.Slf4j;

/**
 * One client that follows one run. What is kept comes from the store and nowhere else, in its order and each once, whichever
 * node works on the run; what is heard here says when to look, and brings what is not kept. Who is too slow for the latter
 * misses some of it.
 */
@Slf4j
final class EventStream implements Runnable {

    private static final int PAGE = 200;
    private static final int HEARD = 1000;
    /** How often the store is asked for what another node has done. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final RunApi.Parts parts;
    private final EventWriter writer;
    private final RunId run;
    private final EventClient client;
    private final BlockingQueue<RunEvent> heard = new ArrayBlockingQueue<>(HEARD);
    private final long heartbeats;
    private long seq;
    private long silent;
    private volatile boolean live;
    private volatile boolean closed;

    /**
     * A client.
     *
     * @param after the place of the last event that it has
     */
    EventStream(RunApi.Parts parts, EventWriter writer, RunId run, long after, EventClient client) {
        this.parts = parts;
        this.writer = writer;
        this.run = run;
        this.seq = after;
        this.client = client;
        this.heartbeats = Math.max(1, parts.heartbeat().toMillis() / LOOK.toMillis());
    }

    @Override
    public void run() {
        try (AutoCloseable listening = parts.runtime().listen(this::hear)) {
            follow();
        } catch (IOException gone) {
            log.debug("A client that followed run {} has gone", run);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.warn("Run {} cannot be followed any more", run, e);
        } finally {
            client.complete();
        }
    }

    /** On the thread of whoever works on a run. What is kept only says that there is something to read. */
    private void hear(RunEvent event) {
        boolean replayed = event instanceof RunEvent.StepCompleted && !event.kept();
        if (event.run().equals(run) && !replayed && (live || event.kept())) {
            boolean unused = heard.offer(event); // what is kept is found in the store anyway
        }
    }

    private void follow() throws IOException, InterruptedException {
        client.comment("following");
        boolean ended = catchUp(Long.MAX_VALUE);
        live = true;
        while (!ended && !closed && !client.hasEnded()) {
            RunEvent next = heard.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            if (next != null && !next.kept()) {
                send(next);
            } else if (next == null || next.seq() > seq) {
                ended = catchUp(next == null ? Long.MAX_VALUE : next.seq());
                beat(next == null);
            }
        }
    }

    /**
     * Sends what is kept.
     *
     * @param until the last place, so that nothing overtakes what is not kept
     * @return whether the last event of the run is among it
     */
    private boolean catchUp(long until) throws IOException {
        List<RunEvent> page;
        do {
            page = parts.runtime().events(run, seq, (int) Math.min(PAGE, until - seq));
            for (RunEvent event : page) {
                send(event);
                seq = event.seq();
                if (event instanceof RunEvent.Ended) {
                    return true;
                }
            }
        } while (page.size() == PAGE && seq < until);
        return false;
    }

    private void send(RunEvent event) throws IOException {
        String id = event.kept() ? Long.toString(event.seq()) : null;
        client.event(id, EventWriter.type(event), parts.json().write(writer.event(event)));
        silent = 0;
    }

    /** Lets those on the way, and this, see that the other end is still there. */
    private void beat(boolean nothing) throws IOException {
        silent = nothing ? silent + 1 : 0;
        if (silent >= heartbeats) {
            client.comment("still there");
            silent = 0;
        }
    }

    /** Ends it within a second. Without an interruption, which would close a connection that the server still uses. */
    void close() {
        closed = true;
    }
}
