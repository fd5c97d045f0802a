package dev.signalbox.router.observe;

import java.time.Duration;
import java.util.stream.LongStream;

/** The bounds that OpenTelemetry recommends: 10 ms doubled up to 82 s, and one token times four up to 67 million. */
final class Buckets {

    static final Duration[] DURATIONS = LongStream.iterate(10, millis -> millis * 2)
            .limit(14)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    static final double[] TOKENS = LongStream.iterate(1, tokens -> tokens * 4)
            .limit(14)
            .asDoubleStream()
            .toArray();

    private Buckets() {}
}
