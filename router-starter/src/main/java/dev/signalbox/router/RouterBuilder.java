package dev.signalbox.router;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.signalbox.router.event.RouterListener;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.execution.Engine;
import dev.signalbox.router.execution.OutputValidator;
import dev.signalbox.router.execution.SystemClockwork;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.policy.Exclusion;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.router.resilience.CooldownSettings;
import dev.signalbox.router.strategy.Strategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Collects what a router is made of. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class RouterBuilder {

    private final Catalogue catalogue;
    private final PolicySet policies;
    private final Map<String, DeploymentClient> clients = new LinkedHashMap<>();
    private final Map<String, Exclusion> unusable = new LinkedHashMap<>();
    private final List<Strategy> strategies = new ArrayList<>();
    private final List<RouterListener> listeners = new ArrayList<>();
    private final List<RequestFactsContributor> contributors = new ArrayList<>();
    private CooldownSettings cooldowns = CooldownSettings.DEFAULT;
    private @Nullable OutputValidator outputValidator;
    private @Nullable Clockwork clockwork;

    /** Says how a deployment is called. */
    public RouterBuilder client(String deploymentId, DeploymentClient client) {
        clients.put(deploymentId, client);
        return this;
    }

    /** Says how a deployment is called that does not stream: by a model of your own, whose retries are best set to 0. */
    public RouterBuilder client(String deploymentId, ChatModel chatModel) {
        return client(deploymentId, DeploymentClient.of(chatModel, null));
    }

    /**
     * Says how a deployment is called: by models of your own. Set their retries to 0, because the router retries itself.
     */
    public RouterBuilder client(String deploymentId, ChatModel chatModel, StreamingChatModel streamingChatModel) {
        return client(deploymentId, DeploymentClient.of(chatModel, streamingChatModel));
    }

    /** Says that a deployment cannot be called, and why. */
    public RouterBuilder unusable(String deploymentId, Reason reason, String detail) {
        catalogue
                .deployment(deploymentId)
                .ifPresent(deployment -> unusable.put(deploymentId, new Exclusion(deployment, reason, detail)));
        return this;
    }

    /** Adds a strategy that policies may name. */
    public RouterBuilder strategy(Strategy strategy) {
        strategies.add(strategy);
        return this;
    }

    /** Adds someone who is told what happens. */
    public RouterBuilder listener(RouterListener listener) {
        listeners.add(listener);
        return this;
    }

    /** Adds facts to every call. */
    public RouterBuilder contributor(RequestFactsContributor contributor) {
        contributors.add(contributor);
        return this;
    }

    /** Sets when deployments are left out. */
    public RouterBuilder cooldowns(CooldownSettings settings) {
        this.cooldowns = settings;
        return this;
    }

    /** Sets what checks answers against the JSON schemas of their requests. Without it nothing does. */
    public RouterBuilder outputValidator(OutputValidator validator) {
        this.outputValidator = validator;
        return this;
    }

    /** Sets time, chance and threads; they are yours to stop. Without it the router brings and stops its own. */
    public RouterBuilder clockwork(Clockwork parts) {
        this.clockwork = parts;
        return this;
    }

    /**
     * Builds the router.
     *
     * @throws IllegalArgumentException if something does not fit together, naming what
     */
    public Router build() {
        Engine.Settings settings = new Engine.Settings(catalogue, policies, clients, unusable);
        if (clockwork != null) {
            return new Router(engine(settings, clockwork), contributors, () -> {});
        }
        SystemClockwork own = new SystemClockwork();
        return new Router(engine(settings, own.clockwork()), contributors, own::close);
    }

    private Engine engine(Engine.Settings settings, Clockwork parts) {
        return new Engine(settings, parts, cooldowns, strategies, listeners, outputValidator);
    }
}
