package dev.signalbox.router.actuate;

import dev.signalbox.router.ReloadFailedException;
import dev.signalbox.router.Router;
import dev.signalbox.router.RouterReload;
import dev.signalbox.router.budget.BudgetStoreException;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.policy.UnknownPolicyException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * The actuator endpoint {@code router}: what there is, how it is doing, what was decided and what would be, and the few
 * things that a person may do. What does not exist is answered with 404, what does not fit with 400, and with 503 what a
 * store cannot tell for now.
 */
@Endpoint(id = "router")
@RegisterReflectionForBinding({
    RouterViews.Overview.class,
    PolicyView.class,
    DeploymentView.class,
    CallView.class,
    DecisionView.class,
    BudgetView.class,
    RateLimitView.class,
    RouterEndpoint.Reloaded.class,
    RouterEndpoint.Problem.class
})
public final class RouterEndpoint {

    private static final Object NOT_FOUND = new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);

    private final Router router;
    private final RouterViews views;
    private final BudgetPart budgets;
    private final @Nullable RouterReload reload;

    /**
     * The endpoint of a router.
     *
     * @param activity listens to the router
     * @param reload loads the configuration again, {@code null} where that cannot be done
     */
    public RouterEndpoint(Router router, RouterActivity activity, @Nullable RouterReload reload) {
        this.router = router;
        this.views = new RouterViews(router, activity);
        this.budgets = new BudgetPart(router);
        this.reload = reload;
    }

    /** Policies, rules, guards and deployments. */
    @ReadOperation
    public Object overview() {
        return views.overview();
    }

    /**
     * A part of it: {@code policies}, {@code policies/planning}, {@code deployments}, {@code deployments/openai/gpt-4.1},
     * {@code calls}, {@code calls/{id}}, {@code budgets}, {@code budgets/tenant-day}, {@code rate-limits},
     * {@code rate-limits/tenant-minute}, or {@code explain}: how a call with these facts would be routed now.
     *
     * @param moment when the call would be made, for example {@code 2026-11-25T18:00:00Z}; now unless given
     * @param tag tags as {@code key:value}
     * @param needs capabilities that the call needs
     */
    @ReadOperation
    public @Nullable Object part(
            @Selector(match = Match.ALL_REMAINING) String[] path,
            @Nullable String policy,
            @Nullable String service,
            @Nullable String method,
            @Nullable String agent,
            @Nullable String role,
            @Nullable String tenant,
            @Nullable String user,
            @Nullable String key,
            @Nullable String session,
            @Nullable String run,
            @Nullable String step,
            @Nullable String moment,
            @Nullable List<String> tag,
            @Nullable String inputTokens,
            @Nullable String maxOutputTokens,
            @Nullable List<String> needs) {
        if (path.length == 1 && path[0].equals("explain")) {
            return explain(new AskedFacts(
                    policy,
                    service,
                    method,
                    agent,
                    role,
                    tenant,
                    user,
                    key,
                    session,
                    run,
                    step,
                    moment,
                    tag == null ? List.of() : tag,
                    inputTokens,
                    maxOutputTokens,
                    needs == null ? List.of() : needs));
        }
        return path.length == 1 ? list(path[0]) : one(path[0], rest(path, 1, path.length));
    }

    private @Nullable Object list(String part) {
        return switch (part) {
            case "policies" -> views.policies();
            case "deployments" -> views.deployments();
            case "calls" -> views.calls();
            case "budgets" -> stored(budgets::all);
            case "rate-limits" -> views.rateLimits();
            default -> null;
        };
    }

    private @Nullable Object one(String part, String name) {
        return switch (part) {
            case "policies" -> views.policy(name).orElse(null);
            case "deployments" -> views.deployment(name).orElse(null);
            case "calls" -> views.call(name).orElse(null);
            case "budgets" ->
                stored(() -> budgets.one(name).<Object>map(Function.identity()).orElse(NOT_FOUND));
            case "rate-limits" -> views.rateLimit(name).orElse(null);
            default -> null;
        };
    }

    private Object explain(AskedFacts facts) {
        try {
            RequestFacts asked = facts.facts();
            return DecisionView.of(router.explain(asked), router.policies(), router.limitedBy(asked));
        } catch (UnknownPolicyException | IllegalArgumentException e) {
            return doesNotFit(e);
        }
    }

    /**
     * Does {@code reload}, or with a deployment {@code deployments/{id}/drain}, {@code …/resume} or {@code …/end-cooldown},
     * or with a budget {@code budgets/{name}/reset}, {@code …/reset/{subject}}, {@code …/limit/{value}}, for example
     * {@code …/limit/30 USD}, or {@code …/limit} for the configured limit. All of it stands in the path, so that no body is
     * needed.
     *
     * @return what has changed, a line each, after a reload; else the deployment or budget as it is then
     */
    @WriteOperation
    public Object act(@Selector(match = Match.ALL_REMAINING) String[] path) {
        if (path.length == 1 && path[0].equals("reload") && reload != null) {
            return reload(reload);
        }
        if (path.length > 2 && path[0].equals("budgets")) {
            String argument = path.length == 3 ? null : rest(path, 3, path.length);
            return stored(() -> budgets.act(path[1], path[2], argument)
                    .<Object>map(Function.identity())
                    .orElse(NOT_FOUND));
        }
        if (path.length < 3 || !path[0].equals("deployments")) {
            return NOT_FOUND;
        }
        String id = rest(path, 1, path.length - 1);
        return views.deployment(id).isPresent() ? act(path[path.length - 1], id) : NOT_FOUND;
    }

    private Object act(String action, String id) {
        switch (action) {
            case "drain" -> router.drain(id);
            case "resume" -> router.resume(id);
            case "end-cooldown" -> router.endCooldown(id);
            default -> {
                return NOT_FOUND;
            }
        }
        return views.deployment(id).<Object>map(Function.identity()).orElse(NOT_FOUND);
    }

    private static Object stored(Supplier<Object> what) {
        try {
            return what.get();
        } catch (BudgetStoreException e) {
            return new WebEndpointResponse<>(
                    new Problem(String.valueOf(e.getMessage())), WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE);
        } catch (IllegalArgumentException e) {
            return doesNotFit(e);
        }
    }

    private static Object reload(RouterReload reload) {
        try {
            return new Reloaded(reload.reload());
        } catch (ReloadFailedException e) {
            return doesNotFit(e);
        }
    }

    /** What a reload has changed. */
    record Reloaded(List<String> changes) {}

    /** What is wrong, and what to write instead. */
    record Problem(String problem) {}

    /** Spring Boot's own answer to an exception would keep the reason to itself. */
    private static WebEndpointResponse<Problem> doesNotFit(RuntimeException cause) {
        return new WebEndpointResponse<>(
                new Problem(String.valueOf(cause.getMessage())), WebEndpointResponse.STATUS_BAD_REQUEST);
    }

    /** An id or a subject may hold slashes. */
    private static String rest(String[] path, int begin, int end) {
        return String.join("/", Arrays.asList(path).subList(begin, end));
    }
}
