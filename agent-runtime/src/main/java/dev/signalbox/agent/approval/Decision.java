package dev.signalbox.agent.approval;

import dev.signalbox.agent.journal.ApprovalRecord.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What a person decides.
 *
 * @param verdict what is to be done
 * @param by who decides, {@code null} if nobody says
 * @param arguments JSON, in place of those that were asked for
 * @param answer JSON or text in place of the tool's own, or why it is denied
 * @param always whether it holds for the tool in all of the run
 */
public record Decision(
        Verdict verdict,
        @Nullable String by,
        @Nullable String arguments,
        @Nullable String answer,
        boolean always) {

    /** Do it as it was asked. */
    public static Decision approve() {
        return new Decision(Verdict.APPROVE, null, null, null, false);
    }

    /** Do not do it; the model is told why. */
    public static Decision deny(String reason) {
        return new Decision(Verdict.DENY, null, null, reason, false);
    }

    /**
     * Do it with other arguments.
     *
     * @param arguments JSON
     */
    public static Decision edit(String arguments) {
        return new Decision(Verdict.EDIT, null, arguments, null, false);
    }

    /** Do not do it; here is what it would have answered. */
    public static Decision answer(String answer) {
        return new Decision(Verdict.ANSWER, null, null, answer, false);
    }

    /** The same, decided by somebody. */
    public Decision by(String name) {
        return new Decision(verdict, name, arguments, answer, always);
    }

    /** The same for each later use of the tool in the run. */
    public Decision forAll() {
        return new Decision(verdict, by, arguments, answer, true);
    }
}
