package dev.signalbox.router.execution;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.Timeouts;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.Permit;
import dev.signalbox.router.usage.Cost;
import dev.signalbox.router.usage.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One logical call under way: serialises the events of its state machine, and keeps the books of its attempts. Every
 * attempt that starts ends exactly once, whoever is first to end it.
 */
final class CallRun {

    private final Snapshot snapshot;
    private final CallRequest request;
    private final Decision decision;
    private final Clockwork clockwork;
    private final Publisher publisher;
    private final Call call;
    private final long begun;
    private final List<Attempt> attempts = new ArrayList<>(2);
    private @Nullable RunningAttempt running;
    private @Nullable Long firstContent;

    CallRun(Engine engine, CallRequest request, Plan plan, boolean streaming) {
        this.snapshot = plan.snapshot();
        this.request = request;
        this.decision = plan.decision();
        this.clockwork = engine.clockwork();
        this.publisher = engine.publisher();
        this.begun = nanos();
        Policy policy = decision.policy();
        Timeouts timeouts = streaming ? policy.timeouts() : policy.timeouts().whole();
        this.call = new Call(plan.slots(), policy.retries(), timeouts, begun, clockwork.random());
        publisher.publish(new RouterEvent.CallDecided(decision));
    }

    long nanos() {
        return clockwork.nanos().getAsLong();
    }

    Decision decision() {
        return decision;
    }

    synchronized List<Command> on(Event event) {
        if (event instanceof Event.Content && firstContent == null) {
            firstContent = nanos();
        }
        return call.on(event, nanos());
    }

    synchronized @Nullable Long wakeAt() {
        return call.wakeAt();
    }

    synchronized boolean committedTo(RunningAttempt attempt) {
        return call.committedTo(attempt.number());
    }

    /** Starts an attempt's books; {@code null} if its deployment or credential does not give leave. */
    @Nullable RunningAttempt start(Command.Start start, boolean streaming) {
        Deployment deployment = start.candidate().deployment();
        Target target = snapshot.target(deployment);
        DeploymentClient client = target.client();
        Permit permit = target.health().tryAcquire(nanos(), start.evenIfFailing());
        if (permit == null || client == null) {
            return null;
        }
        Permit credentialPermit = target.credential().tryAcquire(nanos(), false);
        if (credentialPermit == null) {
            target.health().released(permit);
            return null;
        }
        publisher.publish(new RouterEvent.AttemptStarted(decision, start.attempt(), deployment));
        RunningAttempt attempt = new RunningAttempt(
                start.attempt(),
                start.candidate(),
                client,
                target,
                permit,
                credentialPermit,
                new Exchange(),
                requestFor(deployment, client, streaming),
                nanos());
        synchronized (this) {
            running = attempt;
            firstContent = null;
        }
        return attempt;
    }

    private ChatRequest requestFor(Deployment deployment, DeploymentClient client, boolean streaming) {
        ChatRequestParameters configured = snapshot.parameters(decision.policy(), deployment);
        ChatRequestParameters defaults = streaming && client.streamingChatModel() != null
                ? client.streamingChatModel().defaultRequestParameters()
                : client.chatModel().defaultRequestParameters();
        return AttemptRequest.of(request, deployment, configured, defaults);
    }

    /**
     * Closes an attempt's books.
     *
     * @return when the cooldown ends that its failure caused, {@code null} without one
     */
    @Nullable Long end(RunningAttempt attempt, @Nullable Failure failure, Usage usage) {
        Duration untilContent;
        synchronized (this) {
            if (running != attempt) {
                return null;
            }
            running = null;
            untilContent = firstContent == null ? null : Duration.ofNanos(firstContent - attempt.started());
            attempts.add(record(attempt, failure, usage, untilContent));
        }
        publisher.publish(new RouterEvent.AttemptEnded(decision, lastAttempt()));
        return settleHealth(attempt, failure);
    }

    private synchronized Attempt lastAttempt() {
        return attempts.get(attempts.size() - 1);
    }

    private Attempt record(
            RunningAttempt attempt, @Nullable Failure failure, Usage usage, @Nullable Duration untilContent) {
        Deployment deployment = attempt.candidate().deployment();
        return Attempt.builder()
                .number(attempt.number())
                .model(attempt.candidate().model().name())
                .deployment(deployment)
                .failure(failure)
                .duration(Duration.ofNanos(nanos() - attempt.started()))
                .firstContent(untilContent)
                .usage(usage)
                .cost(Cost.of(usage, deployment.price()))
                .build();
    }

    private @Nullable Long settleHealth(RunningAttempt attempt, @Nullable Failure failure) {
        Settlement settlement = Settlement.of(attempt, failure, nanos());
        Deployment deployment = attempt.candidate().deployment();
        if (settlement.recovered()) {
            publisher.publish(new RouterEvent.CooldownEnded(deployment));
        }
        if (settlement.cooldown() != null) {
            publisher.publish(new RouterEvent.CooldownStarted(deployment, settlement.cooldown()));
        }
        return settlement.availableAt();
    }

    /** Closes the call's books and tells everybody. */
    RoutedCall finish() {
        RoutedCall routed;
        synchronized (this) {
            routed = new RoutedCall(decision, attempts, Duration.ofNanos(nanos() - begun));
        }
        publisher.publish(new RouterEvent.CallEnded(routed));
        request.onEnd().accept(routed);
        return routed;
    }
}
