package dev.signalbox.agent.web;

import dev.signalbox.agent.journal.JournalStoreException;
import dev.signalbox.agent.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import lombok.extern.slf4j.Slf4j;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Why a request is not done, for whoever sent it. */
@Slf4j
final class Problem extends RuntimeException {

    private static final Json JSON = Json.standard();

    private final HttpStatus status;

    Problem(HttpStatus status, String detail) {
        super(detail);
        this.status = status;
    }

    static Problem notFound(String detail) {
        return new Problem(HttpStatus.NOT_FOUND, detail);
    }

    static Problem badRequest(String detail) {
        return new Problem(HttpStatus.BAD_REQUEST, detail);
    }

    static Problem conflict(String detail) {
        return new Problem(HttpStatus.CONFLICT, detail);
    }

    /** As problem details. */
    static ServerResponse response(Throwable thrown, ServerRequest request) {
        return thrown instanceof Problem problem ? problem.response() : of(thrown, request);
    }

    /** What the runtime does not accept is the client's, everything else is ours and stays in the log. */
    static ServerResponse of(Throwable thrown, ServerRequest request) {
        if (thrown instanceof IllegalArgumentException) {
            return badRequest(String.valueOf(thrown.getMessage())).response();
        }
        log.error("{} {} has failed", request.method(), request.path(), thrown);
        boolean store = thrown instanceof JournalStoreException;
        return new Problem(
                        store ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.INTERNAL_SERVER_ERROR,
                        store ? "The store of the journals cannot answer at the moment." : "This went wrong.")
                .response();
    }

    private ServerResponse response() {
        Map<String, Object> problem = Map.of(
                "type", "about:blank",
                "title", status.getReasonPhrase(),
                "status", status.value(),
                "detail", String.valueOf(getMessage()));
        return ServerResponse.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(JSON.write(problem).getBytes(StandardCharsets.UTF_8));
    }
}
