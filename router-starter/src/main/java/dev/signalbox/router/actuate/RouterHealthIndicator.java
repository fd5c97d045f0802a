package dev.signalbox.router.actuate;

import dev.signalbox.router.Router;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Up as long as a call can go somewhere: down only if no policy has a deployment that may be called now. Calls nobody; it
 * looks at the cooldowns that the calls of the application have led to.
 */
public final class RouterHealthIndicator extends AbstractHealthIndicator {

    private final Router router;
    private final RouterViews views;

    /** The health of a router. */
    public RouterHealthIndicator(Router router, RouterActivity activity) {
        super("The router's health could not be determined");
        this.router = router;
        this.views = new RouterViews(router, activity);
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        List<PolicyView> policies = views.policies();
        List<String> closed = policies.stream()
                .filter(policy -> policy.open().isEmpty())
                .map(PolicyView::name)
                .toList();
        Map<String, String> deployments = new LinkedHashMap<>();
        router.status().forEach(status -> deployments.put(status.deployment().id(), DeploymentView.state(status)));
        builder.status(closed.size() == policies.size() ? "DOWN" : "UP")
                .withDetail("policiesWithoutCandidate", closed)
                .withDetail("deployments", deployments);
    }
}
