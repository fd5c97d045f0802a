package dev.signalbox.agent.tool;

import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.signalbox.agent.approval.ApprovalGate;
import dev.signalbox.agent.approval.ApprovalRule;
import dev.signalbox.agent.approval.Question;
import dev.signalbox.agent.journal.ApprovalRecord;
import dev.signalbox.agent.journal.ApprovalRecord.Verdict;
import dev.signalbox.agent.journal.Journal;
import dev.signalbox.agent.journal.Place;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.journal.Stop;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Tools that are used at most once: that one begins is written before it does. If it was interrupted, or did not answer in
 * time, its own reconciliation says what came of it, or a person.
 */
@Slf4j
@RequiredArgsConstructor
final class OnceEffect implements EffectRule {

    private final Journal journal;
    private final ToolBody body;
    private final ToolOutcomes outcomes;
    private final ApprovalGate gate;

    @Override
    public ToolEnd use(ToolCall call) {
        return call.place().interrupted() ? interrupted(call) : begin(call, 1);
    }

    /**
     * Uses it.
     *
     * @param beginning the number of times it was begun, this one included
     */
    private ToolEnd begin(ToolCall call, int beginning) {
        body.turn(call);
        Place begun = begun(call, beginning);
        Attempt attempt = body.run(call);
        boolean uncertain = attempt instanceof Attempt.Failed failed && !failed.certain();
        if (!uncertain) {
            return outcomes.of(call, begun, attempt);
        }
        ToolExecutionResult found = find(call).result();
        return found == null ? ask(call, begun, beginning) : outcomes.of(call, begun, new Attempt.Answered(found));
    }

    private Place begun(ToolCall call, int beginning) {
        try {
            return journal.begin(call.place(), String.valueOf(beginning));
        } catch (RuntimeException | Error e) {
            call.tool().turns().giveBack();
            throw e;
        }
    }

    private ToolEnd interrupted(ToolCall call) {
        int beginning = beginning(call.place().recorded());
        Finding finding = find(call);
        if (finding.result() != null) {
            gate.withdraw(step(call, beginning), "it was done, as its reconciliation found");
            return outcomes.of(call, call.place(), new Attempt.Answered(finding.result()));
        }
        boolean notDone = finding.certain() && !gate.asked(step(call, beginning));
        return notDone ? begin(call, beginning + 1) : ask(call, call.place(), beginning);
    }

    private static int beginning(@Nullable StepRecord begun) {
        return begun == null || begun.result() == null ? 1 : Integer.parseInt(begun.result());
    }

    /**
     * What the tool's reconciliation says.
     *
     * @param certain whether no result means that it was not done
     */
    private record Finding(@Nullable ToolExecutionResult result, boolean certain) {}

    private Finding find(ToolCall call) {
        Reconciliation reconciliation = call.tool().reconciliation();
        if (reconciliation == null) {
            return new Finding(null, false);
        }
        try {
            return new Finding(reconciliation.find(call.key(journal.run().id())).orElse(null), true);
        } catch (IllegalStateException e) {
            log.warn(
                    "Whether tool '{}' was used cannot be found out",
                    call.tool().name(),
                    e);
            return new Finding(null, false);
        }
    }

    /** Each beginning has its own question, so that who allows one more allows one. */
    private static String step(ToolCall call, int beginning) {
        return call.place().key() + "!" + beginning;
    }

    private ToolEnd ask(ToolCall call, Place begun, int beginning) {
        String why = "Tool '" + call.tool().name()
                + "' may be used only once and was interrupted. Nobody knows whether it was done.";
        ApprovalRecord decision = gate.ask(new Question(
                step(call, beginning),
                ApprovalRecord.Kind.UNCERTAIN,
                call.tool().name(),
                call.arguments(),
                why + " Approve to do it again, answer with its result, or deny if it was not done and shall not be.",
                ApprovalRule.ALWAYS));
        Verdict verdict = decision.decision();
        if (verdict == null) {
            return new ToolEnd.Resting(new Stop.Uncertain(why));
        }
        return switch (verdict) {
            case APPROVE, EDIT -> begin(again(call, begun, decision), beginning + 1);
            case ANSWER -> outcomes.text(call, begun, String.valueOf(decision.answer()), false);
            case DENY -> outcomes.text(call, begun, denied(call, decision), true);
        };
    }

    private static ToolCall again(ToolCall call, Place begun, ApprovalRecord decision) {
        String edited = decision.edited();
        return call.at(begun).with(edited == null ? call.arguments() : edited);
    }

    private static String denied(ToolCall call, ApprovalRecord decision) {
        String reason = decision.answer();
        return "Tool '" + call.tool().name() + "' was interrupted; a person says that it was not done and shall not be"
                + (reason == null ? "." : ": " + reason);
    }
}
