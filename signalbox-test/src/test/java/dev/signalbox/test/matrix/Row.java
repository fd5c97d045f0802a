package dev.signalbox.test.matrix;

import static java.util.Objects.requireNonNull;

import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.test.provider.FakeReply;
import java.time.Duration;
import java.util.function.Function;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * A row of the failure table: what a provider does, and what must follow for the call and for its deployment.
 *
 * @param name what happens, in a few words
 * @param reply what a provider of a dialect answers; answers {@code null} where that never happens
 * @param kind how the failure is known
 * @param next what the call does
 * @param health what becomes of the deployment
 * @param cooldown for how long it is left out, where it is at once
 * @param retryAfter how long the provider asks to be left alone
 * @param error the LangChain4j type of the exception where there is no other deployment
 * @param unchanged whether that is the very exception of the client
 */
@Builder
record Row(
        String name,
        Function<Track, @Nullable FakeReply> reply,
        FailureKind kind,
        Next next,
        Health health,
        @Nullable Duration cooldown,
        @Nullable Duration retryAfter,
        Class<? extends RuntimeException> error,
        boolean unchanged) {

    /** What a call does that has other candidates. */
    enum Next {
        /** The next one answers, whatever it is. */
        FALLS_BACK,
        /** The next one with a larger context answers. */
        NEEDS_LARGER,
        /** The call ends at once. */
        ENDS
    }

    /** What becomes of the deployment. */
    enum Health {
        /** Nothing. */
        UNTOUCHED,
        /** One failure more in its failure rate. */
        COUNTS,
        /** It cools down. */
        COOLS,
        /** So does all that is called with its key. */
        KEY_COOLS,
        /** It is out until reload. */
        DISABLED
    }

    /** Whether it can happen in that dialect. */
    boolean happensIn(Track track) {
        return reply.apply(track) != null;
    }

    /** What the provider answers. */
    FakeReply replyOf(Track track) {
        return requireNonNull(reply.apply(track));
    }

    @Override
    public String toString() {
        return name;
    }
}
