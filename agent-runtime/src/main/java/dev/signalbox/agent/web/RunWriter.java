package dev.signalbox.agent.web;

import dev.signalbox.agent.RunView;
import dev.signalbox.agent.journal.ApprovalRecord;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.journal.StepUse;
import dev.signalbox.agent.json.Json;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Turns what is known of runs into objects that JSON is made of; what is not known is left out. */
@RequiredArgsConstructor
final class RunWriter {

    private static final int PICO_DIGITS = 12;

    private final Json json;

    /** An object that takes only what is there. */
    static final class Fields {

        private final Map<String, Object> values = new LinkedHashMap<>();

        Fields and(String name, @Nullable Object value) {
            if (value != null && !"".equals(value)) {
                values.put(name, value);
            }
            return this;
        }

        Map<String, Object> values() {
            return values;
        }
    }

    Map<String, Object> run(RunView run) {
        return new Fields()
                .and("id", run.id().value())
                .and("program", run.program())
                .and("tenant", run.tenant())
                .and("parent", run.parent() == null ? null : run.parent().value())
                .and("status", run.status())
                .and("input", embedded(run.input()))
                .and("output", embedded(run.output()))
                .and("error", run.error())
                .and("use", use(run.use()))
                .and("wakeAt", run.wakeAt())
                .and("createdAt", run.createdAt())
                .and("updatedAt", run.updatedAt())
                .values();
    }

    /**
     * A step.
     *
     * @param request whether to show what was asked
     */
    Map<String, Object> step(StepRecord step, boolean request) {
        return new Fields()
                .and("key", step.key())
                .and("seq", step.seq())
                .and("scope", step.scope())
                .and("kind", step.kind())
                .and("name", step.name())
                .and("state", step.state())
                .and("request", request ? step.request() : null)
                .and("result", embedded(step.result()))
                .and("error", embedded(step.error()))
                .and("role", step.role())
                .and("policy", step.policy())
                .and("deployment", step.deployment())
                .and("decision", step.decision())
                .and("use", step.use().equals(StepUse.NONE) ? null : use(step.use()))
                .and("startedAt", step.startedAt())
                .and("endedAt", step.endedAt())
                .values();
    }

    Map<String, Object> approval(ApprovalRecord approval) {
        return new Fields()
                .and("id", approval.id())
                .and("run", approval.run().value())
                .and("step", approval.step())
                .and("kind", approval.kind())
                .and("tool", approval.tool())
                .and("arguments", embedded(approval.arguments()))
                .and("reason", approval.reason())
                .and("by", approval.by())
                .and("askedAt", approval.askedAt())
                .and("expiresAt", approval.expiresAt())
                .and("onExpiry", approval.expiresAt() == null ? null : approval.onExpiry())
                .and("decision", approval.decision())
                .and("decidedBy", approval.decidedBy())
                .and("decidedAt", approval.decidedAt())
                .and("edited", embedded(approval.edited()))
                .and("answer", approval.answer())
                .values();
    }

    private static Map<String, Object> use(StepUse use) {
        return Map.of(
                "inputTokens",
                use.inputTokens(),
                "outputTokens",
                use.outputTokens(),
                "costUsd",
                BigDecimal.valueOf(use.pico(), PICO_DIGITS).stripTrailingZeros().toPlainString());
    }

    /** JSON within JSON; what is none, which tools may have been given, as a text. */
    private @Nullable Object embedded(@Nullable String written) {
        try {
            return written == null || written.isEmpty() ? null : json.tree(written);
        } catch (IllegalArgumentException e) {
            return written;
        }
    }
}
