package dev.signalbox.agent.web;

import dev.signalbox.agent.AgentRuntime;
import dev.signalbox.agent.approval.Decision;
import dev.signalbox.agent.journal.ApprovalRecord;
import dev.signalbox.agent.journal.ApprovalRecord.Verdict;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.json.Json;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.JsonNode;

/** Shows what people are asked, and takes their decisions. */
@RequiredArgsConstructor
final class ApprovalEndpoint {

    private static final int USUAL = 100;
    private static final int MOST = 1000;

    private final AgentRuntime runtime;
    private final Json json;
    private final Replies replies;

    /**
     * What is decided.
     *
     * @param by who says so; the principal of the request counts before it
     * @param arguments in place of those that were asked for
     * @param answer in place of the tool's own, or why it is denied
     * @param always whether it holds for the tool in all of the run
     */
    private record Body(
            @Nullable String verdict,
            @Nullable String by,
            @Nullable JsonNode arguments,
            @Nullable JsonNode answer,
            @Nullable Boolean always) {}

    /** What is pending, or all of one run. */
    ServerResponse list(ServerRequest request) {
        Query query = new Query(request);
        String run = query.text("run");
        List<ApprovalRecord> found =
                run == null ? runtime.pendingApprovals(query.limit(USUAL, MOST)) : runtime.approvals(new RunId(run));
        return replies.ok(Map.of(
                "approvals", found.stream().map(replies.writer()::approval).toList()));
    }

    ServerResponse decide(ServerRequest request) throws ServletException, IOException {
        String id = request.pathVariable("id");
        ApprovalRecord asked =
                runtime.approval(id).orElseThrow(() -> Problem.notFound("There is no approval '" + id + "'."));
        Body body = json.read(request.body(String.class), Body.class);
        Verdict verdict = verdict(body.verdict());
        requireEntitled(asked, request, body.by());
        if (!runtime.decide(id, decision(verdict, body, request))) {
            throw Problem.conflict("Approval '" + id + "' is decided already.");
        }
        return replies.ok(replies.writer().approval(runtime.approval(id).orElse(asked)));
    }

    private static Verdict verdict(@Nullable String said) {
        return Arrays.stream(Verdict.values())
                .filter(known -> known.name().equalsIgnoreCase(said))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest("'verdict' is " + (said == null ? "missing" : "'" + said + "'")
                        + ". Say approve, deny, edit or answer."));
    }

    private Decision decision(Verdict verdict, Body body, ServerRequest request) {
        String principal = request.principal().map(Principal::getName).orElse(null);
        JsonNode arguments = body.arguments();
        return new Decision(
                verdict,
                principal == null ? body.by() : principal,
                arguments == null || arguments.isNull() ? null : json.write(arguments),
                text(body.answer()),
                Boolean.TRUE.equals(body.always()));
    }

    private @Nullable String text(@Nullable JsonNode answer) {
        if (answer == null || answer.isNull()) {
            return null;
        }
        return answer.isString() ? answer.stringValue() : json.write(answer);
    }

    /** Who is known by a principal is taken at that name and those roles, others at their word. */
    private static void requireEntitled(ApprovalRecord asked, ServerRequest request, @Nullable String said) {
        String wanted = asked.by();
        Principal principal = request.principal().orElse(null);
        boolean entitled = principal == null
                ? wanted == null || wanted.equals(said)
                : wanted == null
                        || wanted.equals(principal.getName())
                        || request.servletRequest().isUserInRole(wanted);
        if (!entitled) {
            throw new Problem(HttpStatus.FORBIDDEN, "Only '" + wanted + "' may decide approval '" + asked.id() + "'.");
        }
    }
}
