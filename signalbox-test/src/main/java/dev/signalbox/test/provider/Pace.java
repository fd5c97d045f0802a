package dev.signalbox.test.provider;

import java.time.Duration;

/** How long a reply takes: before the headers, after them, and between chunks. */
record Pace(Duration delay, Duration delayBeforeContent, Duration pause) {

    private static final Duration LONGEST = Duration.ofDays(365);

    static final Pace AT_ONCE = new Pace(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    Pace {
        delay = capped("delay", delay);
        delayBeforeContent = capped("delayBeforeContent", delayBeforeContent);
        pause = capped("pause", pause);
    }

    Pace withDelay(Duration other) {
        return new Pace(other, delayBeforeContent, pause);
    }

    Pace withDelayBeforeContent(Duration other) {
        return new Pace(delay, other, pause);
    }

    Pace withPause(Duration other) {
        return new Pace(delay, delayBeforeContent, other);
    }

    Pace withTokensPerSecond(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("tokensPerSecond is " + count + "; use 1 or more");
        }
        return withPause(Duration.ofSeconds(1).dividedBy(count));
    }

    static Duration requireNotNegative(String name, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(name + " is " + duration + "; use PT0S or more");
        }
        return duration;
    }

    private static Duration capped(String name, Duration duration) {
        return requireNotNegative(name, duration).compareTo(LONGEST) > 0 ? LONGEST : duration;
    }
}
