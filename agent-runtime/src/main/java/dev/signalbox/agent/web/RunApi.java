package dev.signalbox.agent.web;

import dev.signalbox.agent.AgentRuntime;
import dev.signalbox.agent.json.Json;
import java.time.Duration;
import java.util.concurrent.Executor;
import lombok.RequiredArgsConstructor;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The HTTP API of one runtime. It asks nobody who they are and what they may do, so it belongs behind something that does,
 * such as Spring Security. Close it before the server, so that its streams end.
 */
@RequiredArgsConstructor
public final class RunApi implements AutoCloseable {

    private final RunEndpoint runs;
    private final EventEndpoint events;
    private final ApprovalEndpoint approvals;

    /**
     * What it works with.
     *
     * @param runtime whose runs it shows
     * @param json how JSON is written and read
     * @param executor gives each stream of events a thread
     * @param heartbeat after which silence a stream gets a comment
     */
    public record Parts(AgentRuntime runtime, Json json, Executor executor, Duration heartbeat) {}

    /** An API to a runtime. */
    public static RunApi of(Parts parts) {
        Replies replies = new Replies(parts.json(), new RunWriter(parts.json()));
        return new RunApi(
                new RunEndpoint(parts.runtime(), parts.json(), replies),
                new EventEndpoint(parts, replies),
                new ApprovalEndpoint(parts.runtime(), parts.json(), replies));
    }

    /** Its routes, below a path. */
    public RouterFunction<ServerResponse> routes(String path) {
        return RouterFunctions.route().path(path, this::add).build();
    }

    private void add(RouterFunctions.Builder routes) {
        routes.GET("/runs", runs::list)
                .POST("/runs", runs::start)
                .GET("/runs/{id}", runs::one)
                .GET("/runs/{id}/steps", runs::steps)
                .GET("/runs/{id}/events", RequestPredicates.accept(MediaType.TEXT_EVENT_STREAM), events::choose)
                .GET("/runs/{id}/events", events::list)
                .POST("/runs/{id}/cancel", runs::cancel)
                .POST("/runs/{id}/fork", runs::fork)
                .POST("/runs/{id}/signals/{name}", runs::signal)
                .GET("/approvals", approvals::list)
                .POST("/approvals/{id}/decision", approvals::decide)
                .onError(Problem.class, Problem::response)
                .onError(RuntimeException.class, Problem::of);
    }

    /** Ends all streams. */
    @Override
    public void close() {
        events.close();
    }
}
