package dev.signalbox.agent.tool;

import dev.signalbox.agent.approval.ApprovalGate;
import dev.signalbox.agent.approval.ApprovalRule;
import dev.signalbox.agent.approval.CheckedRule;
import dev.signalbox.agent.approval.Question;
import dev.signalbox.agent.journal.ApprovalRecord;
import dev.signalbox.agent.journal.ApprovalRecord.Verdict;
import dev.signalbox.agent.journal.Stop;
import dev.signalbox.agent.json.Json;
import dev.signalbox.agent.tool.LoopLimits.Rung;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** What a call has to pass before its tool is used: its arguments fit, and where a person is asked, that person agrees. */
@RequiredArgsConstructor
final class ToolGate {

    private final ApprovalGate approvals;
    private final ToolOutcomes outcomes;
    private final Map<Effect, EffectRule> effects;
    private final Json json;

    ToolEnd pass(ToolCall call, Rung rung) {
        if (call.place().interrupted()) {
            return effect(approvedBefore(call));
        } else if (rung == Rung.BLOCK) {
            return refuse(
                    call,
                    "Tool '" + call.tool().name()
                            + "' was not used, because it was used with the same arguments in every"
                            + " round of late. Answer from what you know.");
        }
        String refusal = call.tool().arguments().refusal(call.arguments());
        if (refusal != null) {
            return refuse(call, refusal);
        }
        CheckedRule rule = call.tool().rule();
        if (rule != null && needed(rule, call)) {
            return decided(call, rule);
        }
        boolean asked = approvals.asked(call.place().key()); // by a rule that is not there any more
        return asked ? decided(call, new CheckedRule(ApprovalRule.ALWAYS, null)) : effect(call);
    }

    private ToolEnd effect(ToolCall call) {
        EffectRule rule = effects.get(call.tool().effect());
        if (rule == null) {
            throw new IllegalStateException(
                    "There is no rule for " + call.tool().effect() + ".");
        }
        return rule.use(call);
    }

    private ToolEnd refuse(ToolCall call, String why) {
        return outcomes.text(call, call.place(), why, true);
    }

    /** What was begun was let pass. */
    private ToolCall approvedBefore(ToolCall call) {
        return approvals
                .decided(call.place().key())
                .map(ApprovalRecord::edited)
                .map(edited -> edited(call, edited))
                .orElse(call);
    }

    private boolean needed(CheckedRule rule, ToolCall call) {
        try {
            return rule.needed(call.tool().name(), json.object(call.arguments()));
        } catch (IllegalArgumentException unreadable) {
            return true;
        }
    }

    private ToolEnd decided(ToolCall call, CheckedRule rule) {
        String tool = call.tool().name();
        ApprovalRecord decision = approvals.ask(new Question(
                call.place().key(), ApprovalRecord.Kind.TOOL, tool, call.arguments(), reason(tool, rule), rule.rule()));
        Verdict verdict = decision.decision();
        if (verdict == null) {
            return new ToolEnd.Resting(new Stop.Parked(decision.expiresAt(), "an approval of tool '" + tool + "'"));
        }
        return switch (verdict) {
            case APPROVE -> effect(call);
            case EDIT -> edit(call, decision.edited());
            case ANSWER -> outcomes.text(call, call.place(), String.valueOf(decision.answer()), false);
            case DENY -> refuse(call, denied(tool, decision));
        };
    }

    private static String reason(String tool, CheckedRule rule) {
        String when = rule.rule().when();
        return when == null
                ? "Every use of '" + tool + "' needs an approval."
                : "Uses of '" + tool + "' with " + when + " need an approval.";
    }

    private ToolEnd edit(ToolCall call, @Nullable String edited) {
        String refusal = edited == null
                ? "A person wanted to change the arguments and gave none. Nothing was done."
                : call.tool().arguments().refusal(edited);
        return refusal == null && edited != null ? effect(edited(call, edited)) : refuse(call, String.valueOf(refusal));
    }

    private ToolCall edited(ToolCall call, String edited) {
        String arguments = json.canonical(edited);
        return call.with(arguments)
                .noted("[A person changed the arguments before this was done. They were: " + arguments + "]");
    }

    private static String denied(String tool, ApprovalRecord decision) {
        String reason = decision.answer();
        return "The use of tool '" + tool + "' was denied. It was not done."
                + (reason == null ? "" : " The reason: " + reason);
    }
}
