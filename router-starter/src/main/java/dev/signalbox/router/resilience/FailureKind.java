package dev.signalbox.router.resilience;

import java.util.Locale;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** What went wrong with an attempt, and what follows for its deployment and for the call. */
@Getter
@RequiredArgsConstructor
public enum FailureKind {
    /** Too many requests for now (429). */
    RATE_LIMITED(Effect.COOLDOWN, Next.RETRY),
    /** The account has nothing left (429 or 402 with the provider's code). */
    QUOTA_EXHAUSTED(Effect.CREDENTIAL, Next.FALLBACK),
    /** The key is not accepted (401, or 403 with an authentication code). */
    AUTHENTICATION(Effect.CREDENTIAL, Next.FALLBACK),
    /** Refused for this one request: price check, region (other 402 and 403). */
    REFUSED(Effect.NONE, Next.FALLBACK),
    /** The provider is overloaded or broken (5xx). */
    SERVER(Effect.COUNTS, Next.RETRY),
    /** No connection, a broken one, or an unreadable answer. */
    NETWORK(Effect.COUNTS, Next.RETRY),
    /** No connection, first token, next token or end in time. */
    TIMEOUT(Effect.COUNTS, Next.RETRY),
    /** The request does not fit into the context. */
    CONTEXT_TOO_LONG(Effect.NONE, Next.LARGER),
    /** The provider's content filter. */
    CONTENT_REFUSED(Effect.NONE, Next.STOP),
    /** The provider does not know the model (404 with that code). */
    MODEL_NOT_FOUND(Effect.DISABLE, Next.FALLBACK),
    /** The request itself is wrong (other 4xx). */
    BAD_REQUEST(Effect.NONE, Next.STOP),
    /** An answer without text or tool call. */
    EMPTY_ANSWER(Effect.COUNTS, Next.FALLBACK),
    /** The output limit was reached before any text. */
    TRUNCATED(Effect.NONE, Next.STOP),
    /** The answer does not meet the JSON schema of the request, or has vectors of another length. */
    INVALID_OUTPUT(Effect.NONE, Next.FALLBACK),
    /** A budget has not enough left, or cannot be asked. */
    BUDGET(Effect.NONE, Next.FALLBACK),
    /** The caller gave up. */
    CANCELLED(Effect.NONE, Next.STOP);

    private final Effect effect;
    private final Next next;

    /** What a failure means for the health of its deployment. */
    public enum Effect {
        /** Nothing. */
        NONE,
        /** One more failure in the failure rate. */
        COUNTS,
        /** The deployment cools down. */
        COOLDOWN,
        /** All deployments with the same credential cool down. */
        CREDENTIAL,
        /** The deployment is disabled until the configuration is reloaded. */
        DISABLE
    }

    /** What the call does next. */
    public enum Next {
        /** Ends. */
        STOP,
        /** Tries the next candidate. */
        FALLBACK,
        /** Tries the next candidate; if there is none, the last one again. */
        RETRY,
        /** Tries only candidates with a larger context. */
        LARGER
    }

    /** The name used in configuration, for example {@code content-refused}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
