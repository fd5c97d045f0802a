package dev.signalbox.router.gateway;

import dev.signalbox.router.policy.CallFacts;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what a request says of itself: user, session, and of its metadata the entries that the gateway takes for facts. What
 * the caller's key says wins.
 *
 * @param request the request
 * @param user where it names its user
 * @param asker who asks
 */
record RequestFactsReader(Field request, Field user, Asker asker) {

    private static final int MAX_SESSION = 256;

    CallFacts facts(CallFacts ofCaller) {
        CallFacts said = CallFacts.NONE;
        String named = user.text();
        if (named != null) {
            said = said.user(named);
        }
        String session = session();
        if (session != null) {
            said = said.session(session);
        }
        ObjectNode metadata =
                asker.tags().isEmpty() ? null : request.get("metadata").object();
        if (metadata != null) {
            for (Map.Entry<String, JsonNode> entry : metadata.properties()) {
                if (asker.tags().contains(entry.getKey())) {
                    said = said.tag(entry.getKey(), entry.getValue().asString());
                }
            }
        }
        return ofCaller.over(said);
    }

    private @Nullable String session() {
        Field field = request.get("session_id");
        String session = field.text();
        if (session != null && session.length() > MAX_SESSION) {
            throw field.wrong("must have at most " + MAX_SESSION + " characters");
        }
        return session == null ? asker.session() : session;
    }
}
