package dev.signalbox.router.execution;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.TokenUsage;
import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.AttemptKind;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureClassifier;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.router.resilience.HttpFailureClassifier;
import dev.signalbox.router.usage.Cost;
import dev.signalbox.router.usage.TokenEstimate;
import dev.signalbox.router.usage.Usage;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** An attempt under way. */
@Slf4j
@RequiredArgsConstructor
final class RunningAttempt {

    private static final long NOT_YET = -1;

    private final int number;
    private final AttemptKind kind;
    private final Candidate candidate;
    private final Leave leave;
    private final BudgetHold hold;
    private final ChatRequest request;
    private final long started;
    private final Exchange exchange = new Exchange();
    private final AtomicLong produced = new AtomicLong();
    private final AtomicLong firstContent = new AtomicLong(NOT_YET);

    /** 1 for the first attempt of a call. */
    int number() {
        return number;
    }

    /** Why it was made. */
    AttemptKind kind() {
        return kind;
    }

    /** What is called. */
    Candidate candidate() {
        return candidate;
    }

    /** Leave of the deployment and the key. */
    Leave leave() {
        return leave;
    }

    /** What budgets keep for it. */
    BudgetHold hold() {
        return hold;
    }

    /** How it is called. */
    DeploymentClient client() {
        return leave.access().client();
    }

    /** What is sent. */
    ChatRequest request() {
        return request;
    }

    /** What passes between the attempt and its client. */
    Exchange exchange() {
        return exchange;
    }

    /** How many characters it has brought so far. */
    AtomicLong produced() {
        return produced;
    }

    /** Notes that content has come; answers whether it is the first. */
    boolean broughtContent(long nanos) {
        return firstContent.get() == NOT_YET && firstContent.compareAndSet(NOT_YET, Math.max(0, nanos - started));
    }

    /** What the client threw, as a failure; what the provider itself said inside of its answer is more to the point. */
    Failure classify(Throwable thrown) {
        String reported = exchange.reported();
        return classified(classifier -> reported == null
                ? classifier.classify(thrown, exchange.status(), exchange.retryAfter())
                : classifier.reported(reported, thrown));
    }

    /** By the client's own classifier; where that throws, by the common one. */
    private Failure classified(Function<FailureClassifier, Failure> by) {
        try {
            return by.apply(client().failureClassifier());
        } catch (RuntimeException e) {
            log.warn("The failure classifier of {} has failed and was ignored", candidate, e);
            return by.apply(HttpFailureClassifier.INSTANCE);
        }
    }

    /** What is wrong with an answer that the client takes for a success, {@code null} if nothing is. */
    @Nullable
    Failure inBandFailure() {
        String reported = exchange.reported();
        if (reported != null) {
            return classified(classifier -> classifier.reported(reported, null));
        }
        if (exchange.isUnreadable()) {
            return Failure.of(FailureKind.NETWORK, "a part of the stream could not be read");
        }
        return exchange.isUnfinished() ? Failure.of(FailureKind.NETWORK, AnswerCheck.UNFINISHED) : null;
    }

    /** What the provider counted; without that, an estimate of both sides, or of the answer where only that is missing. */
    Usage usage(@Nullable TokenUsage counted) {
        long characters = produced.get();
        if (counted == null || counted.inputTokenCount() == null && counted.outputTokenCount() == null) {
            return Usage.estimate(TokenEstimate.of(request), TokenEstimate.ofLength(characters));
        }
        Usage usage = client().usage(counted);
        boolean whole = counted.outputTokenCount() != null || characters == 0;
        return whole ? usage : usage.plus(Usage.estimate(0, TokenEstimate.ofLength(characters)));
    }

    /**
     * What an attempt used that failed with nothing counted. Providers do not charge for requests that they turn down,
     * but they do for work that they began: after content, and after a request that was cut off while they worked.
     */
    Usage usageAfter(Failure failure) {
        boolean begun =
                switch (failure.kind()) {
                    case TIMEOUT, CANCELLED -> failure.status() == null && !neverConnected(failure.cause());
                    default -> false;
                };
        return begun || produced.get() > 0 ? usage(null) : Usage.NONE;
    }

    private static boolean neverConnected(@Nullable Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .anyMatch(HttpConnectTimeoutException.class::isInstance);
    }

    /** The books of the attempt, which ends now. */
    Attempt books(@Nullable Failure failure, Usage usage, long nanos) {
        Deployment deployment = candidate.deployment();
        long content = firstContent.get();
        return Attempt.builder()
                .number(number)
                .kind(kind)
                .model(candidate.model().name())
                .deployment(deployment)
                .server(exchange.server())
                .failure(failure)
                .duration(Duration.ofNanos(nanos - started))
                .firstContent(content == NOT_YET ? null : Duration.ofNanos(content))
                .usage(usage)
                .cost(Cost.of(usage, deployment.price()))
                .build();
    }
}
