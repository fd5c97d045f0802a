package dev.signalbox.agent.web;

import dev.signalbox.agent.AgentRuntime;
import dev.signalbox.agent.RunView;
import dev.signalbox.agent.event.RunEvent;
import dev.signalbox.agent.journal.RunId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Shows what happens in runs, as a list or as a stream that goes on until the run has ended. */
final class EventEndpoint {

    private static final int USUAL = 500;
    private static final int MOST = 5000;

    private final RunApi.Parts parts;
    private final AgentRuntime runtime;
    private final Replies replies;
    private final EventWriter writer;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    EventEndpoint(RunApi.Parts parts, Replies replies) {
        this.parts = parts;
        this.runtime = parts.runtime();
        this.replies = replies;
        this.writer = new EventWriter(replies.writer());
    }

    /** Who takes anything gets a list. */
    ServerResponse choose(ServerRequest request) {
        boolean stream = request.headers().accept().stream()
                .anyMatch(type -> type.equalsTypeAndSubtype(MediaType.TEXT_EVENT_STREAM));
        return stream ? stream(request) : list(request);
    }

    ServerResponse list(ServerRequest request) {
        Query query = new Query(request);
        RunView run = known(request);
        List<RunEvent> events = runtime.events(run.id(), after(request), query.limit(USUAL, MOST));
        return replies.ok(Map.of("events", events.stream().map(writer::event).toList()));
    }

    private RunView known(ServerRequest request) {
        RunId run = new RunId(request.pathVariable("id"));
        return runtime.find(run).orElseThrow(() -> Problem.notFound("There is no run '" + run + "'."));
    }

    /** Who comes back says what came last, by the header that browsers send or by a parameter. */
    private static long after(ServerRequest request) {
        String last = request.headers().firstHeader("Last-Event-ID");
        try {
            return last == null || last.isBlank()
                    ? new Query(request).number("after", 0)
                    : Long.parseLong(last.strip());
        } catch (NumberFormatException e) {
            throw Problem.badRequest("'Last-Event-ID' is '" + last + "', which is no number.");
        }
    }

    /** Who has everything is told not to come back. */
    private ServerResponse stream(ServerRequest request) {
        RunView run = known(request);
        long after = after(request);
        if (run.status().ended() && runtime.events(run.id(), after, 1).isEmpty()) {
            return ServerResponse.noContent().build();
        }
        return new EventResponse(client -> follow(new EventStream(parts, writer, run.id(), after, client)));
    }

    private void follow(EventStream stream) {
        streams.add(stream);
        if (closed) {
            stream.close();
        }
        parts.executor().execute(() -> {
            try {
                stream.run();
            } finally {
                streams.remove(stream);
            }
        });
    }

    void close() {
        closed = true;
        streams.forEach(EventStream::close);
    }
}
