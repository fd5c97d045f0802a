package dev.signalbox.agent.web;

import dev.signalbox.agent.RunView;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.json.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.UriUtils;

/**
 * Answers of the API, whose JSON does not depend on how the application writes its own.
 *
 * @param json how JSON is written
 * @param writer turns what is known of runs into it
 */
record Replies(Json json, RunWriter writer) {

    ServerResponse ok(Object body) {
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).body(bytes(body));
    }

    /** A run that somebody else goes on with. */
    ServerResponse accepted(RunView run) {
        return ServerResponse.accepted().contentType(MediaType.APPLICATION_JSON).body(bytes(writer.run(run)));
    }

    /**
     * A run that was started.
     *
     * @param request was sent to a path whose {@code runs} it is now among
     */
    ServerResponse started(RunView run, ServerRequest request) {
        String path = request.uri().getRawPath();
        String runs = path.substring(0, path.indexOf("/runs") + "/runs".length());
        return ServerResponse.status(HttpStatus.ACCEPTED)
                .location(URI.create(runs + "/" + encoded(run.id())))
                .contentType(MediaType.APPLICATION_JSON)
                .body(bytes(writer.run(run)));
    }

    private static String encoded(RunId run) {
        return UriUtils.encodePathSegment(run.value(), StandardCharsets.UTF_8);
    }

    private byte[] bytes(Object body) {
        return json.write(body).getBytes(StandardCharsets.UTF_8);
    }
}
