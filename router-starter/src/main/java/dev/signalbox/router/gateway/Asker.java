package dev.signalbox.router.gateway;

import dev.signalbox.router.Router;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.policy.PolicySet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and what there is to ask for.
 *
 * @param caller who asks
 * @param catalogue the models in force
 * @param policies the policies in force
 * @param tags names of the entries of a request's metadata that are facts
 * @param session the conversation that a header names, {@code null} if none does
 * @param beta features in trial of Anthropic's that a header asks for, {@code null} if none does
 */
record Asker(
        GatewayCaller caller,
        Catalogue catalogue,
        PolicySet policies,
        Set<String> tags,
        @Nullable String session,
        @Nullable String beta) {

    /** The header by which Anthropic's clients ask for features in trial. */
    static final String BETA = "anthropic-beta";

    private static final String SESSION = "x-session-id";

    /** Who sends a request. What the application knows of the caller is stronger than what the request says of itself. */
    static Asker of(GatewayRequest request, Router router) {
        GatewayCaller caller = request.caller();
        GatewayCaller known = caller.toBuilder()
                .facts(caller.facts().over(router.contributedFacts()))
                .build();
        return new Asker(
                known,
                router.catalogue(),
                router.policies(),
                request.settings().tags(),
                request.header(SESSION),
                request.headers(BETA));
    }
}
