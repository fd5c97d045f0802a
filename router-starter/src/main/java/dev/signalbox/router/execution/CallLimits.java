package dev.signalbox.router.execution;

import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.policy.RateLimit;
import dev.signalbox.router.policy.RateLimitRefusal;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.router.resilience.RateLimiter;
import dev.signalbox.router.resilience.RateLimiterUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * The rate limits that one call is under. All of them are taken before its first attempt, or none; what was taken is settled
 * once, when the call ends. May ask a store, so it must not be called under a lock.
 */
@Slf4j
final class CallLimits {

    private final @Nullable RateLimiter limiter;
    private final List<Charge> charges;
    private final long tokens;
    private boolean taken;
    private boolean over;

    CallLimits(@Nullable RateLimiter limiter, List<Charge> charges, long tokens) {
        this.limiter = limiter;
        this.charges = charges;
        this.tokens = tokens;
    }

    /**
     * Where a rate limit counts a call.
     *
     * @param limit the rate limit
     * @param subject with whom the call counts together
     */
    record Charge(RateLimit limit, String subject) {

        /** Names it among the accounts of the limiter; no deployment is called like that. */
        String account() {
            return "rate-limit " + limit.name() + " " + subject;
        }

        long nanosUntilFree(RateLimiter limiter, long tokens) {
            return limiter.nanosUntilFree(account(), limit.limits(), tokens);
        }

        RateLimitRefusal refusal(long wait) {
            return new RateLimitRefusal(limit, subject, Duration.ofNanos(wait));
        }
    }

    /**
     * Takes all of them, or none if one of them is reached.
     *
     * @param onRefusal is told which one that is
     * @return why the call must not begin, {@code null} if it may
     */
    @Nullable
    Failure begin(Consumer<RateLimitRefusal> onRefusal) {
        try {
            RateLimitRefusal refusal = limiter == null ? null : take(limiter);
            if (refusal != null) {
                onRefusal.accept(refusal);
                return failure(refusal.retryAfter(), new RateLimitRefusedException(refusal));
            }
            return null;
        } catch (RateLimiterUnavailableException e) {
            return failure(e.retryAfter(), e);
        } catch (RuntimeException e) {
            log.warn("The rate limiter has failed; a call is refused", e);
            return failure(null, new IllegalStateException("the rate limiter has failed", e));
        }
    }

    private static Failure failure(@Nullable Duration retryAfter, RuntimeException why) {
        return new Failure(FailureKind.RATE_LIMITED, null, retryAfter, String.valueOf(why.getMessage()), why);
    }

    private @Nullable RateLimitRefusal take(RateLimiter from) {
        List<Charge> got = new ArrayList<>(charges.size());
        boolean kept = false;
        try {
            for (Charge charge : latestFirst(from)) {
                long wait = from.tryAcquire(charge.account(), charge.limit().limits(), tokens);
                if (wait > 0) {
                    return charge.refusal(wait);
                }
                got.add(charge);
            }
            kept = keep();
        } finally {
            if (!kept) {
                got.forEach(charge -> giveBack(from, charge));
            }
        }
        return null;
    }

    /** What would refuse the call goes first, so that others are not taken from in vain. */
    private List<Charge> latestFirst(RateLimiter asked) {
        return charges.size() < 2
                ? charges
                : charges.stream()
                        .sorted(Comparator.comparingLong((Charge charge) -> -charge.nanosUntilFree(asked, tokens)))
                        .toList();
    }

    /** Answers whether the call is still there: its caller may have given up meanwhile. */
    private synchronized boolean keep() {
        taken = !over;
        return taken;
    }

    /** The call has ended: what it used takes the place of what was expected. */
    void ended(RoutedCall call) {
        if (limiter == null || !finish()) {
            return;
        }
        for (Charge charge : charges) {
            if (call.attempts().isEmpty()) {
                giveBack(limiter, charge);
            } else {
                settle(limiter, charge, call.usage().total());
            }
        }
    }

    private synchronized boolean finish() {
        boolean first = taken && !over;
        over = true;
        return first;
    }

    /** A call that has ended must not be held up by a limiter that fails. */
    private void settle(RateLimiter from, Charge charge, long used) {
        try {
            from.settle(charge.account(), charge.limit().limits(), tokens, used);
        } catch (RuntimeException e) {
            log.warn(
                    "The rate limiter has failed to settle {} tokens of '{}'",
                    used,
                    charge.limit().name(),
                    e);
        }
    }

    private void giveBack(RateLimiter to, Charge charge) {
        try {
            to.giveBack(charge.account(), charge.limit().limits(), tokens);
        } catch (RuntimeException e) {
            log.warn(
                    "The rate limiter has failed to take back a call under '{}'",
                    charge.limit().name(),
                    e);
        }
    }
}
