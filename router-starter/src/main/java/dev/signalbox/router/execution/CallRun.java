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
import dev.signalbox.router.resilience.Availability;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.Permit;
import dev.signalbox.router.usage.Cost;
import dev.signalbox.router.usage.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One logical call under way: serialises the events of its state machine and keeps the books of its attempts. The end of
 * an attempt and what the machine makes of it are one step, so that books and outcome never disagree; every attempt that
 * starts ends exactly once. Listeners and aborts are called after that step, outside of the lock.
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
    private @Nullable Availability refusal;
    private @Nullable Long firstContent;
    private @Nullable RoutedCall routed;

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
        request.onBegin().run();
    }

    long nanos() {
        return clockwork.nanos().getAsLong();
    }

    /** Tells the machine. What it wants cancelled is cancelled when this returns. */
    List<Command> on(Event event) {
        List<Command> commands;
        Ended ended = null;
        synchronized (this) {
            commands = call.on(event, nanos());
            for (Command command : commands) {
                if (command instanceof Command.Cancel cancel && running != null) {
                    ended = end(running, cancel.failure(), running.usageAfter(cancel.failure()));
                }
            }
        }
        if (ended != null) {
            ended.attempt().exchange().abort();
            publish(ended);
        }
        return commands;
    }

    /** Content came; it may be handed to the caller if {@link #follows} says so. */
    List<Command> content(RunningAttempt attempt) {
        boolean recovered = false;
        List<Command> commands;
        synchronized (this) {
            long now = nanos();
            if (attempt == running && firstContent == null) {
                firstContent = now;
                recovered = Settlement.proven(attempt, now);
            }
            commands = call.on(new Event.Content(attempt.number()), now);
        }
        if (recovered) {
            publisher.publish(new RouterEvent.CooldownEnded(attempt.candidate().deployment()));
        }
        return commands;
    }

    /** Whether the caller gets that attempt's content. */
    synchronized boolean follows(RunningAttempt attempt) {
        return attempt == running && call.committedTo(attempt.number());
    }

    /** When time alone will change something next. */
    synchronized @Nullable Long wakeAt() {
        return call.wakeAt();
    }

    /** Starts an attempt; {@code null} if the call is over, or if its deployment or credential gives no leave. */
    @Nullable
    RunningAttempt start(Command.Start start, boolean streaming) {
        Deployment deployment = start.candidate().deployment();
        Target target = snapshot.target(deployment);
        DeploymentClient client = target.client();
        if (client == null) {
            return null;
        }
        ChatRequest own = requestFor(deployment, client, streaming);
        RunningAttempt attempt;
        synchronized (this) {
            attempt = call.isLive(start.attempt()) ? permitted(start, client, target, own) : null;
            if (attempt != null) {
                running = attempt;
                firstContent = null;
            }
        }
        if (attempt != null) {
            publisher.publish(new RouterEvent.AttemptStarted(decision, attempt.number(), deployment));
        }
        return attempt;
    }

    private @Nullable RunningAttempt permitted(
            Command.Start start, DeploymentClient client, Target target, ChatRequest own) {
        long now = nanos();
        Permit permit = target.health().tryAcquire(now, start.evenIfFailing());
        if (permit == null) {
            refusal = target.health().availability(now);
            return null;
        }
        Permit credentialPermit = target.credential().tryAcquire(now, false);
        if (credentialPermit == null) {
            target.health().released(permit);
            refusal = target.credential().availability(now);
            return null;
        }
        return new RunningAttempt(
                start.attempt(),
                start.candidate(),
                client,
                target,
                permit,
                credentialPermit,
                new Exchange(),
                own,
                now,
                new AtomicLong());
    }

    /** An attempt got no leave to start. */
    synchronized List<Command> refused(Command.Start start) {
        return call.on(new Event.Refused(start.attempt(), refusal), nanos());
    }

    private ChatRequest requestFor(Deployment deployment, DeploymentClient client, boolean streaming) {
        ChatRequestParameters configured = snapshot.parameters(decision.policy(), deployment);
        ChatRequestParameters defaults = streaming && client.streamingChatModel() != null
                ? client.streamingChatModel().defaultRequestParameters()
                : client.chatModel().defaultRequestParameters();
        return AttemptRequest.of(request, deployment, configured, defaults);
    }

    /** The attempt brought the whole answer. Without effect if it is over already. */
    List<Command> succeeded(RunningAttempt attempt, Usage usage) {
        return over(attempt, null, usage);
    }

    /** The attempt failed. Without effect if it is over already. */
    List<Command> failed(RunningAttempt attempt, Failure failure, Usage usage) {
        return over(attempt, failure, usage);
    }

    private List<Command> over(RunningAttempt attempt, @Nullable Failure failure, Usage usage) {
        Ended ended;
        List<Command> commands;
        synchronized (this) {
            if (attempt != running) {
                return List.of();
            }
            ended = end(attempt, failure, usage);
            Event event = failure == null
                    ? new Event.Succeeded(attempt.number())
                    : new Event.Failed(
                            attempt.number(), failure, ended.settlement().availableAt());
            commands = call.on(event, nanos());
        }
        publish(ended);
        return commands;
    }

    /** The closed books of an attempt. */
    private record Ended(RunningAttempt attempt, Attempt books, Settlement settlement) {}

    private Ended end(RunningAttempt attempt, @Nullable Failure failure, Usage usage) {
        long now = nanos();
        Deployment deployment = attempt.candidate().deployment();
        Attempt books = Attempt.builder()
                .number(attempt.number())
                .model(attempt.candidate().model().name())
                .deployment(deployment)
                .failure(failure)
                .duration(Duration.ofNanos(now - attempt.started()))
                .firstContent(firstContent == null ? null : Duration.ofNanos(firstContent - attempt.started()))
                .usage(usage)
                .cost(Cost.of(usage, deployment.price()))
                .build();
        running = null;
        attempts.add(books);
        return new Ended(attempt, books, Settlement.of(attempt, failure, now));
    }

    private void publish(Ended ended) {
        Deployment deployment = ended.books().deployment();
        publisher.publish(new RouterEvent.AttemptEnded(decision, ended.books()));
        if (ended.settlement().recovered()) {
            publisher.publish(new RouterEvent.CooldownEnded(deployment));
        }
        if (ended.settlement().cooldown() != null) {
            publisher.publish(new RouterEvent.CooldownStarted(
                    deployment, ended.settlement().cooldown()));
        }
        if (ended.settlement().disabled()) {
            publisher.publish(new RouterEvent.DeploymentDisabled(deployment));
        }
    }

    /** Closes the call's books and tells everybody; once. */
    RoutedCall finish() {
        RoutedCall ended;
        synchronized (this) {
            if (routed != null) {
                return routed;
            }
            ended = new RoutedCall(decision, attempts, Duration.ofNanos(nanos() - begun));
            routed = ended;
        }
        publisher.publish(new RouterEvent.CallEnded(ended));
        request.onEnd().accept(ended);
        return ended;
    }
}
