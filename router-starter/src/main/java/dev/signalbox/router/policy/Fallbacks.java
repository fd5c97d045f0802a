package dev.signalbox.router.policy;

import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.router.resilience.FailureKind.Next;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What leads to another attempt where that is the policy's to say.
 *
 * @param on kinds of failure that end a call unless they stand here
 * @param invalidOutput what follows an answer that does not meet the request's JSON schema
 * @param brokenStream what follows when a stream breaks after its first content
 */
public record Fallbacks(Set<FailureKind> on, InvalidOutput invalidOutput, BrokenStream brokenStream) {

    /** Only what the failure table says; answers are passed on unchecked, broken streams are failures. */
    public static final Fallbacks DEFAULT = new Fallbacks(Set.of(), InvalidOutput.PASS, BrokenStream.FAIL);

    /** What follows an answer that does not meet the request's JSON schema. */
    public enum InvalidOutput {
        /** The caller gets it: nobody checks. */
        PASS,
        /** The same deployment is asked again, as often as retries allow, then the next candidate. */
        RETRY,
        /** The next candidate is asked. */
        FALLBACK
    }

    /** What follows when a stream breaks after its first content. */
    public enum BrokenStream {
        /** The caller gets the failure, with the text so far. */
        FAIL,
        /** The next candidate goes on from the text so far. */
        CONTINUE
    }

    /**
     * Copies the kinds.
     *
     * @throws IllegalArgumentException if one of them never ends a call, or always must
     */
    public Fallbacks {
        on = Set.copyOf(on);
        on.stream().filter(kind -> !selectable().contains(kind)).findFirst().ifPresent(kind -> {
            throw new IllegalArgumentException("'" + kind.key() + "' in 'fallback-on' changes nothing. It takes: "
                    + String.join(
                            ", ", selectable().stream().map(FailureKind::key).toList()) + ".");
        });
    }

    /** The kinds that may stand in {@code on}: what ends a call otherwise, except that the caller gave up. */
    public static List<FailureKind> selectable() {
        return Stream.of(FailureKind.values())
                .filter(kind -> kind.next() == Next.STOP && kind != FailureKind.CANCELLED)
                .toList();
    }

    /** The same, but that broken streams are failures. */
    public Fallbacks withoutContinuing() {
        return brokenStream == BrokenStream.FAIL ? this : new Fallbacks(on, invalidOutput, BrokenStream.FAIL);
    }

    /** What the call does after a failure of that kind. */
    public Next next(FailureKind kind) {
        return on.contains(kind) ? Next.FALLBACK : kind.next();
    }
}
