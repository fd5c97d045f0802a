package dev.signalbox.router.actuate;

import dev.signalbox.router.Router;
import dev.signalbox.router.execution.DeploymentStatus;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Guard;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;

/** The router as it is now. */
@RequiredArgsConstructor
final class RouterViews {

    private final Router router;
    private final RouterActivity activity;

    /**
     * All that there is.
     *
     * @param defaultPolicy the policy of calls that nothing else decides
     * @param policies the policies
     * @param rules the names of the rules and what they choose, in order
     * @param guards the names of the guards
     * @param deployments the deployments
     */
    record Overview(
            String defaultPolicy,
            List<PolicyView> policies,
            List<RuleView> rules,
            List<String> guards,
            List<DeploymentView> deployments) {}

    /** A rule. */
    record RuleView(String name, String policy) {

        static RuleView of(Rule rule) {
            return new RuleView(rule.name(), rule.policy());
        }
    }

    Overview overview() {
        return new Overview(
                router.policies().defaultPolicy().name(),
                policies(),
                router.policies().rules().stream().map(RuleView::of).toList(),
                router.policies().guards().stream().map(Guard::name).toList(),
                deployments());
    }

    List<PolicyView> policies() {
        Set<String> open = router.status().stream()
                .filter(DeploymentStatus::isOpen)
                .map(status -> status.deployment().id())
                .collect(Collectors.toSet());
        return router.policies().policies().values().stream()
                .map(policy -> PolicyView.of(policy, open(policy, open)))
                .toList();
    }

    private List<String> open(Policy policy, Set<String> open) {
        return policy.models().stream()
                .flatMap(name -> router.catalogue().model(name).stream())
                .flatMap(model -> model.deployments().stream())
                .map(Deployment::id)
                .filter(open::contains)
                .distinct()
                .toList();
    }

    List<DeploymentView> deployments() {
        return router.status().stream().map(this::view).toList();
    }

    Optional<PolicyView> policy(String name) {
        return policies().stream().filter(policy -> policy.name().equals(name)).findFirst();
    }

    Optional<DeploymentView> deployment(String id) {
        return deployments().stream()
                .filter(deployment -> deployment.id().equals(id))
                .findFirst();
    }

    private DeploymentView view(DeploymentStatus status) {
        Deployment deployment = status.deployment();
        List<String> models = router.catalogue().models().stream()
                .filter(model -> model.deployments().contains(deployment))
                .map(Model::name)
                .toList();
        return DeploymentView.of(status, models, activity.totals(deployment.id()));
    }

    List<RateLimitView> rateLimits() {
        return router.rateLimits().stream()
                .map(limit -> RateLimitView.of(limit, activity.refused(limit.name())))
                .toList();
    }

    Optional<RateLimitView> rateLimit(String name) {
        return rateLimits().stream().filter(limit -> limit.name().equals(name)).findFirst();
    }

    List<CallView> calls() {
        return activity.calls().stream()
                .map(ended -> CallView.of(ended, router.policies()))
                .toList();
    }

    Optional<CallView> call(String id) {
        return activity.call(id).map(ended -> CallView.of(ended, router.policies()));
    }
}
