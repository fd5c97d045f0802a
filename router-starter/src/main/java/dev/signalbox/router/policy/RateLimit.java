package dev.signalbox.router.policy;

import dev.signalbox.router.model.Limits;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cap on the requests and tokens of calls within a minute.
 *
 * @param name names it in errors, events and meters
 * @param per by what calls are counted together
 * @param limits how many requests and tokens those may use within a minute
 */
public record RateLimit(String name, Scope per, Limits limits) {

    /**
     * Checks the rate limit.
     *
     * @throws IllegalArgumentException if it limits neither requests nor tokens per minute, or anything else
     */
    public RateLimit {
        if (!limits.perMinute() || limits.concurrency() != null) {
            throw new IllegalArgumentException("The rate limit '" + name
                    + "' must limit requests per minute, tokens per minute or both, and nothing else.");
        }
    }

    /** What it allows, as a person would say it: {@code 60 requests and 100000 tokens per minute per tenant}. */
    @Override
    public String toString() {
        String amounts = Stream.of(
                        counted(limits.requestsPerMinute(), "requests"), counted(limits.tokensPerMinute(), "tokens"))
                .flatMap(amount -> amount)
                .collect(Collectors.joining(" and "));
        return amounts + " per minute" + (per.fact() == Scope.Fact.GLOBAL ? "" : " per " + per);
    }

    private static Stream<String> counted(@Nullable Number amount, String noun) {
        return Stream.ofNullable(amount).map(limit -> limit + " " + noun);
    }
}
