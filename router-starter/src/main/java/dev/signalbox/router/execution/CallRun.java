package dev.signalbox.router.execution;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.AttemptKind;
import dev.signalbox.router.event.AttemptScope;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.resilience.Availability;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.usage.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One logical call under way: serialises the events of its state machine and keeps the books of its attempts. The end of
 * an attempt and what the machine makes of it are one step, so that books and outcome never disagree; every attempt that
 * starts ends exactly once. Listeners and aborts are called after that step, outside of the lock.
 */
final class CallRun {

    private final Snapshot snapshot;
    private final CallRequest request;
    private final AttemptRequest requests;
    private final Decision decision;
    private final CallReservations reservations;
    private final Engine engine;
    private final OutputCheck outputCheck;
    private final Call call;
    private final CallLimits limits;
    private final long begun;
    private final List<Attempt> attempts = new ArrayList<>(2);
    private final List<RunningAttempt> running = new ArrayList<>(1);
    private @Nullable String lastModel;
    private @Nullable Availability refusal;
    private @Nullable Failure shortage;
    private @Nullable RoutedCall routed;

    CallRun(Engine engine, CallRequest request, Plan plan, boolean streaming) {
        this.snapshot = plan.snapshot();
        this.request = request;
        this.requests = new AttemptRequest(request, plan, streaming);
        this.decision = plan.decision();
        this.reservations = new CallReservations(plan.budgets(), engine.budgets(), decision, this::publish);
        this.engine = engine;
        this.begun = nanos();
        Terms terms = Terms.of(decision.policy(), request.request(), streaming, engine.hedgeAfter(decision, streaming));
        this.outputCheck = OutputCheck.of(terms, request.request(), engine.outputValidator());
        this.call = new Call(plan.slots(), terms, begun, engine.clockwork().random());
        this.limits = engine.limits(plan);
        publish(new RouterEvent.CallDecided(decision));
        request.watch().decided(decision);
    }

    long nanos() {
        return engine.clockwork().nanos().getAsLong();
    }

    /** Begins, if the call is within its rate limits. */
    List<Command> begin() {
        Failure refused = limits.begin(refusal -> publish(new RouterEvent.CallLimited(decision, refusal)));
        return on(refused == null ? new Event.Begun() : new Event.Limited(refused));
    }

    /** Tells the machine. What it wants cancelled is cancelled when this returns. */
    List<Command> on(Event event) {
        return carryOutCancels(on(event, null));
    }

    /** The commands, and what ended with them. */
    private record Step(List<Command> commands, List<Ended> ended) {}

    private synchronized Step on(Event event, @Nullable Ended first) {
        List<Command> commands = call.on(event, nanos());
        List<Ended> ended = new ArrayList<>(1);
        if (first != null) {
            ended.add(first);
        }
        for (Command command : commands) {
            RunningAttempt attempt = command instanceof Command.Cancel cancel ? find(cancel.attempt()) : null;
            if (attempt != null) {
                Failure failure = ((Command.Cancel) command).failure();
                ended.add(end(attempt, failure, attempt.usageAfter(failure), null, true));
            }
        }
        return new Step(commands, ended);
    }

    private @Nullable RunningAttempt find(int number) {
        for (RunningAttempt attempt : running) {
            if (attempt.number() == number) {
                return attempt;
            }
        }
        return null;
    }

    private List<Command> carryOutCancels(Step step) {
        for (Ended ended : step.ended()) {
            if (ended.cancelled()) {
                ended.attempt().exchange().abort();
            }
            publish(ended);
        }
        return step.commands();
    }

    /**
     * Content came; it may be handed to the caller if {@link #follows} says so.
     *
     * @param resumable whether another deployment could go on from there
     */
    List<Command> content(RunningAttempt attempt, boolean resumable) {
        boolean recovered = false;
        Step step;
        synchronized (this) {
            long now = nanos();
            if (running.contains(attempt) && attempt.broughtContent(now)) {
                recovered = Settlement.proven(attempt, now);
            }
            step = on(new Event.Content(attempt.number(), resumable), null);
        }
        if (recovered) {
            publish(new RouterEvent.CooldownEnded(attempt.candidate().deployment()));
        }
        return carryOutCancels(step);
    }

    /** Whether the caller gets that attempt's content. */
    synchronized boolean follows(RunningAttempt attempt) {
        return running.contains(attempt) && call.committedTo(attempt.number());
    }

    /** Tells who serves the caller from now on, and what has come of it in the provider's own words. */
    void serves(RunningAttempt attempt, boolean first) {
        Exchange exchange = attempt.exchange();
        if (first) {
            request.watch().servedBy(attempt.candidate(), exchange.isPassing());
        }
        byte[] bytes = exchange.takePassed();
        if (bytes.length > 0) {
            request.watch().passed(bytes);
        }
    }

    /** What an answer must meet. */
    OutputCheck outputCheck() {
        return outputCheck;
    }

    /** When time alone will change something next. */
    synchronized @Nullable Long wakeAt() {
        return call.wakeAt();
    }

    /** Whether nothing else is under way that could decide the call before that attempt does. */
    synchronized boolean isAlone(RunningAttempt attempt) {
        return running.size() == 1 && running.contains(attempt);
    }

    /** Whether the machine waits for nothing but time. */
    synchronized boolean waitsForTime() {
        return call.waitsForTime();
    }

    /**
     * Starts an attempt; {@code null} if the call is over, or if its deployment or key gives no leave.
     *
     * @param from what the caller has got already of a stream that broke
     */
    @Nullable
    RunningAttempt start(Command.Start start, Continuation from) {
        Deployment deployment = start.candidate().deployment();
        Target target = snapshot.target(deployment);
        DeploymentClient client = target.client();
        if (client == null) {
            return null;
        }
        ChatRequest own = requests.to(deployment, client, from);
        RunningAttempt attempt = start(start, target, own, reservations.reserve(start, target, nanos()));
        if (attempt != null) {
            attempt.exchange().speak(requests.wire(deployment, from));
            publish(new RouterEvent.AttemptStarted(
                    decision, attempt.number(), attempt.kind(), attempt.candidate(), own));
        }
        return attempt;
    }

    /** Asks the deployment for leave as well, under no lock, because limits may be counted in a store. */
    private @Nullable RunningAttempt start(Command.Start start, Target target, ChatRequest own, BudgetLeave granted) {
        BudgetHold hold = granted.hold();
        if (hold == null) {
            synchronized (this) {
                refusal = granted.busy();
                shortage = granted.refusal();
            }
            return null;
        }
        RunningAttempt attempt = null;
        Leave leave = null;
        try {
            leave = leave(start, target);
            attempt = leave == null ? null : begin(start, own, leave, hold);
        } finally {
            if (attempt == null) {
                hold.release();
                if (leave != null) {
                    leave.giveBack();
                }
            }
        }
        return attempt;
    }

    private @Nullable Leave leave(Command.Start start, Target target) {
        long now = nanos();
        long tokens = decision.facts().expectedTokens();
        Leave leave = Leave.ask(target, tokens, now, start.evenIfFailing());
        if (leave == null) {
            Availability until = target.availability(now);
            synchronized (this) {
                shortage = null;
                refusal = until.open() ? target.load().availability(tokens, now) : until;
            }
        }
        return leave;
    }

    private synchronized @Nullable RunningAttempt begin(
            Command.Start start, ChatRequest own, Leave leave, BudgetHold hold) {
        if (!call.isLive(start.attempt())) {
            return null;
        }
        String model = start.candidate().model().name();
        AttemptKind kind = kind(model);
        lastModel = model;
        RunningAttempt attempt =
                new RunningAttempt(start.attempt(), kind, start.candidate(), leave, hold, own, nanos());
        running.add(attempt);
        return attempt;
    }

    private AttemptKind kind(String model) {
        if (!running.isEmpty()) {
            return AttemptKind.HEDGE;
        } else if (lastModel == null) {
            return AttemptKind.FIRST;
        }
        return lastModel.equals(model) ? AttemptKind.RETRY : AttemptKind.FALLBACK;
    }

    /** Sends the request of an attempt by this thread. */
    <T> T send(RunningAttempt attempt, Supplier<T> request) {
        AttemptScope scope = decision.isShadow() ? AttemptScope.NONE : engine.sending(decision, attempt.number());
        try {
            attempt.exchange().sendWith(scope.headers());
            return attempt.exchange().bind(request);
        } finally {
            scope.close();
        }
    }

    /** An attempt got no leave to start. */
    List<Command> refused(Command.Start start) {
        Event refused;
        synchronized (this) {
            refused = new Event.Refused(start.attempt(), refusal, shortage);
        }
        return on(refused);
    }

    /** The attempt brought the whole answer. Without effect if it is over already. */
    List<Command> succeeded(RunningAttempt attempt, Usage usage, ChatResponse response) {
        return over(attempt, null, usage, response);
    }

    /** The attempt failed. Without effect if it is over already. */
    List<Command> failed(RunningAttempt attempt, Failure failure, Usage usage, @Nullable ChatResponse response) {
        return over(attempt, failure, usage, response);
    }

    private List<Command> over(
            RunningAttempt attempt, @Nullable Failure failure, Usage usage, @Nullable ChatResponse response) {
        Step step;
        synchronized (this) {
            if (!running.contains(attempt)) {
                return List.of();
            }
            Ended ended = end(attempt, failure, usage, response, false);
            Settlement settlement = ended.settlement();
            Event event = failure == null
                    ? new Event.Succeeded(attempt.number())
                    : new Event.Failed(
                            attempt.number(),
                            failure,
                            settlement.availableAt(),
                            settlement.anotherKey() && hasMoreKeysThanTries(attempt));
            step = on(event, ended);
        }
        return carryOutCancels(step);
    }

    /** Keys that may be used again at once are no reason to go on for ever. */
    private boolean hasMoreKeysThanTries(RunningAttempt attempt) {
        Deployment deployment = attempt.candidate().deployment();
        long tries = attempts.stream()
                .filter(books -> books.deployment().equals(deployment))
                .count();
        return tries < attempt.leave().target().accesses().size();
    }

    /** The closed books of an attempt, and whether it is yet to be aborted. */
    private record Ended(
            RunningAttempt attempt,
            Attempt books,
            @Nullable ChatResponse response,
            Settlement settlement,
            boolean cancelled) {}

    private Ended end(
            RunningAttempt attempt,
            @Nullable Failure failure,
            Usage usage,
            @Nullable ChatResponse response,
            boolean cancelled) {
        long now = nanos();
        Attempt books = attempt.books(failure, usage, now);
        running.remove(attempt);
        attempts.add(books);
        attempt.leave().target().load().ended(books, attempt.leave().tokens());
        return new Ended(attempt, books, response, Settlement.of(attempt, failure, now), cancelled);
    }

    /** Of a shadow nobody is told but by its own event. */
    private void publish(RouterEvent event) {
        if (!decision.isShadow()) {
            engine.publish(event);
        }
    }

    private void publish(Ended ended) {
        Deployment deployment = ended.books().deployment();
        ended.attempt().hold().ended(ended.books());
        publish(new RouterEvent.AttemptEnded(decision, ended.books(), ended.response()));
        if (ended.settlement().recovered()) {
            publish(new RouterEvent.CooldownEnded(deployment));
        }
        if (ended.settlement().cooldown() != null) {
            publish(new RouterEvent.CooldownStarted(
                    deployment, ended.settlement().cooldown()));
        }
        if (ended.settlement().disabled()) {
            publish(new RouterEvent.DeploymentDisabled(deployment));
        }
    }

    /**
     * Closes the call's books and tells everybody; once.
     *
     * @param failure why there is no answer, {@code null} if there is one
     */
    RoutedCall finish(@Nullable Failure failure) {
        RoutedCall ended;
        synchronized (this) {
            if (routed != null) {
                return routed;
            }
            ended = new RoutedCall(decision, attempts, failure, Duration.ofNanos(nanos() - begun));
            routed = ended;
        }
        limits.ended(ended);
        engine.sessions().settle(ended, nanos());
        publish(new RouterEvent.CallEnded(ended));
        request.watch().ended(ended);
        return ended;
    }
}
