package dev.signalbox.agent.journal;

import java.time.Instant;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * A question to a person, and the answer.
 *
 * @param id what names it
 * @param run the run that waits
 * @param step the key of the step that waits
 * @param kind why a person is asked
 * @param tool the tool to be used, or the limit that was reached
 * @param arguments of the tool, JSON; empty once they are forgotten
 * @param argumentsHash what an approval is bound to
 * @param reason for the person
 * @param by who may decide, {@code null} for anybody
 * @param askedAt when
 * @param expiresAt when it decides itself, {@code null} for never
 * @param onExpiry what it then decides
 * @param decision what was decided, {@code null} if nothing yet
 * @param decidedBy who decided
 * @param decidedAt when
 * @param edited the arguments that were approved instead, JSON; {@code null} once they are forgotten
 * @param answer what the tool shall be taken to have answered, or why it is denied
 * @param always whether the decision holds for the tool in all of the run
 */
@Builder(toBuilder = true)
public record ApprovalRecord(
        String id,
        RunId run,
        String step,
        Kind kind,
        String tool,
        String arguments,
        String argumentsHash,
        @Nullable String reason,
        @Nullable String by,
        Instant askedAt,
        @Nullable Instant expiresAt,
        Verdict onExpiry,
        @Nullable Verdict decision,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String edited,
        @Nullable String answer,
        boolean always) {

    /** Why a person is asked. */
    public enum Kind {
        /** A tool is to be used. */
        TOOL,
        /** A tool that may be used at most once was interrupted. */
        UNCERTAIN,
        /** A limit of the run is reached. */
        LIMIT
    }

    /** What may be decided. */
    public enum Verdict {
        /** Do it as it was asked. */
        APPROVE,
        /** Do not do it. */
        DENY,
        /** Do it with other arguments. */
        EDIT,
        /** Do not do it; here is what it would have answered. */
        ANSWER
    }

    /** Whether somebody has decided, or the time has. */
    public boolean decided() {
        return decision != null;
    }

    /** The same without any arguments. */
    public ApprovalRecord forgotten() {
        return toBuilder().arguments("").edited(null).build();
    }

    /** For people; without the arguments, which may be private. */
    @Override
    public String toString() {
        return "approval " + id + " (" + kind + " " + tool + " of run " + run + ")";
    }
}
