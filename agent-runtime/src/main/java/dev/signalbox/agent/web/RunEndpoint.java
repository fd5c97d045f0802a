package dev.signalbox.agent.web;

import dev.signalbox.agent.AgentRuntime;
import dev.signalbox.agent.RunOptions;
import dev.signalbox.agent.RunView;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunQuery;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.json.Json;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.JsonNode;

/** Starts, shows and steers runs. */
@RequiredArgsConstructor
final class RunEndpoint {

    private static final int USUAL = 50;
    private static final int MOST = 500;

    private final AgentRuntime runtime;
    private final Json json;
    private final Replies replies;

    /** What is said to start a run. */
    private record Start(
            @Nullable String program,
            @Nullable JsonNode input,
            @Nullable String key,
            @Nullable String tenant,
            @Nullable String user,
            @Nullable Map<String, String> tags,
            @Nullable LimitsBody limits) {

        RunOptions options() {
            RunOptions.RunOptionsBuilder options =
                    RunOptions.builder().key(key).tenant(tenant).user(user);
            if (tags != null) {
                options.tags(tags);
            }
            return limits == null
                    ? options.build()
                    : options.limits(limits.limits()).build();
        }
    }

    /** What is said to fork one. */
    private record Fork(@Nullable Long until, @Nullable JsonNode result) {}

    ServerResponse list(ServerRequest request) {
        Query query = new Query(request);
        String parent = query.text("parent");
        RunQuery wanted = RunQuery.builder()
                .program(query.text("program"))
                .tenant(query.text("tenant"))
                .parent(parent == null ? null : new RunId(parent))
                .statuses(query.constants("status", RunStatus.class))
                .createdBefore(query.time("before"))
                .olderThan(query.age("next"))
                .build();
        int limit = query.limit(USUAL, MOST);
        List<RunView> found = runtime.find(wanted, limit);
        return replies.ok(new RunWriter.Fields()
                .and("runs", found.stream().map(replies.writer()::run).toList())
                .and(
                        "next",
                        found.size() < limit
                                ? null
                                : Query.age(found.get(limit - 1).age()))
                .values());
    }

    ServerResponse start(ServerRequest request) throws ServletException, IOException {
        Start start = json.read(request.body(String.class), Start.class);
        if (start.program() == null) {
            throw Problem.badRequest("Say which 'program' is to be run.");
        }
        JsonNode input = start.input();
        RunId run = runtime.start(start.program(), input == null ? "null" : json.write(input), start.options());
        return replies.started(known(run), request);
    }

    ServerResponse one(ServerRequest request) {
        return replies.ok(replies.writer().run(known(id(request))));
    }

    private static RunId id(ServerRequest request) {
        return new RunId(request.pathVariable("id"));
    }

    private RunView known(RunId run) {
        return runtime.find(run).orElseThrow(() -> Problem.notFound("There is no run '" + run + "'."));
    }

    ServerResponse steps(ServerRequest request) {
        RunView run = known(id(request));
        boolean asked = new Query(request).flag("requests");
        return replies.ok(Map.of(
                "steps",
                runtime.steps(run.id()).stream()
                        .map(step -> replies.writer().step(step, asked))
                        .toList()));
    }

    ServerResponse cancel(ServerRequest request) {
        RunView run = known(id(request));
        if (!runtime.cancel(run.id())) {
            throw ended(run);
        }
        return replies.accepted(known(run.id()));
    }

    private static Problem ended(RunView run) {
        return Problem.conflict("Run '" + run.id() + "' has ended.");
    }

    ServerResponse fork(ServerRequest request) throws ServletException, IOException {
        RunView run = known(id(request));
        Fork fork = json.read(request.body(String.class), Fork.class);
        if (fork.until() == null) {
            throw Problem.badRequest("Say by 'until' at which step's 'seq' the new run leaves the other.");
        }
        JsonNode result = fork.result();
        RunId started =
                runtime.fork(run.id(), fork.until(), result == null || result.isNull() ? null : json.write(result));
        return replies.started(known(started), request);
    }

    ServerResponse signal(ServerRequest request) throws ServletException, IOException {
        RunView run = known(id(request));
        if (run.status().ended()) {
            throw ended(run);
        }
        String body = request.body(String.class);
        runtime.signal(run.id(), request.pathVariable("name"), body.isBlank() ? null : json.tree(body));
        return replies.accepted(known(run.id()));
    }
}
