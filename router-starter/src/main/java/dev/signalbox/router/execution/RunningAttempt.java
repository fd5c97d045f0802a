package dev.signalbox.router.execution;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.TokenUsage;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureClassifier;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.router.resilience.Permit;
import dev.signalbox.router.usage.TokenEstimate;
import dev.signalbox.router.usage.Usage;
import java.net.http.HttpConnectTimeoutException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An attempt under way.
 *
 * @param number 1 for the first attempt of a call
 * @param candidate what is called
 * @param client how it is called
 * @param target its health
 * @param permit leave of the deployment
 * @param credentialPermit leave of its credential
 * @param exchange what passes between the attempt and its client
 * @param request what is sent
 * @param started when it began, in nanoseconds
 * @param produced how many characters it has brought so far
 */
record RunningAttempt(
        int number,
        Candidate candidate,
        DeploymentClient client,
        Target target,
        Permit permit,
        Permit credentialPermit,
        Exchange exchange,
        ChatRequest request,
        long started,
        AtomicLong produced) {

    /** What the client threw, as a failure; what the provider itself said inside of its answer is more to the point. */
    Failure classify(Throwable thrown) {
        FailureClassifier classifier = client.failureClassifier();
        String reported = exchange.reported();
        return reported == null
                ? classifier.classify(thrown, exchange.status(), exchange.retryAfter())
                : classifier.reported(reported, thrown);
    }

    /** What is wrong with an answer that the client takes for a success, {@code null} if nothing is. */
    @Nullable
    Failure inBandFailure() {
        String reported = exchange.reported();
        if (reported != null) {
            return client.failureClassifier().reported(reported, null);
        }
        if (exchange.isUnreadable()) {
            return Failure.of(FailureKind.NETWORK, "a part of the stream could not be read");
        }
        return exchange.isUnfinished() ? Failure.of(FailureKind.NETWORK, AnswerCheck.UNFINISHED) : null;
    }

    /** What the provider counted; without that, an estimate of both sides. */
    Usage usage(@Nullable TokenUsage counted) {
        if (counted == null || counted.inputTokenCount() == null && counted.outputTokenCount() == null) {
            return Usage.estimate(TokenEstimate.of(request), TokenEstimate.ofLength(produced.get()));
        }
        return client.usage(counted);
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
}
