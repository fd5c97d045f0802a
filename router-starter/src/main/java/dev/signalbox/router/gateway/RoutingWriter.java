package dev.signalbox.router.gateway;

import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.Exclusion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes how a call was routed, for clients that ask. */
final class RoutingWriter {

    /** The field of an answer that holds it. */
    static final String FIELD = "signalbox_metadata";

    private RoutingWriter() {}

    static Map<String, Object> write(RoutedCall call) {
        Decision decision = call.decision();
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("policy", decision.policy().name());
        told.put("chosen_by", decision.selection().source().toString());
        if (decision.selection().rule() != null) {
            told.put("rule", decision.selection().rule());
        }
        told.put("guards", decision.guards());
        told.put(
                "candidates",
                decision.candidates().stream()
                        .map(candidate -> candidate.deployment().id())
                        .toList());
        told.put("left_out", leftOut(decision.exclusions()));
        told.put("attempts", GatewayErrors.attempts(call));
        return told;
    }

    private static List<Map<String, Object>> leftOut(List<Exclusion> exclusions) {
        return exclusions.stream()
                .map(exclusion -> Map.<String, Object>of(
                        "model", exclusion.deployment().id(),
                        "reason", exclusion.reason().toString()))
                .toList();
    }
}
