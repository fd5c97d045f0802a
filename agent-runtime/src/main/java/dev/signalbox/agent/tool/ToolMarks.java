package dev.signalbox.agent.tool;

import dev.signalbox.agent.approval.ApprovalRule;
import dev.signalbox.agent.approval.RequiresApproval;
import java.lang.reflect.Method;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is said of a tool where it is: by annotations of a method, or by the hints of a server. */
final class ToolMarks {

    private ToolMarks() {}

    /**
     * What the annotations of a method say.
     *
     * @throws IllegalArgumentException if one cannot be understood
     */
    static ToolSettings of(Method method) {
        ToolEffect effect = method.getAnnotation(ToolEffect.class);
        RequiresApproval approval = method.getAnnotation(RequiresApproval.class);
        ToolLimits limits = method.getAnnotation(ToolLimits.class);
        ToolSettings.ToolSettingsBuilder settings = ToolSettings.builder()
                .effect(effect == null ? null : effect.value())
                .approval(approval == null ? null : rule(approval));
        if (limits != null) {
            settings.timeout(time("timeout", limits.timeout()))
                    .retries(limits.retries() < 0 ? null : limits.retries())
                    .backoff(time("backoff", limits.backoff()))
                    .concurrency(limits.concurrency() == 0 ? null : limits.concurrency())
                    .maxOutput(limits.maxOutput() == 0 ? null : limits.maxOutput());
        }
        return settings.build();
    }

    private static ApprovalRule rule(RequiresApproval approval) {
        return new ApprovalRule(
                approval.when().isBlank() ? null : approval.when(),
                approval.by().isBlank() ? null : approval.by(),
                time("within", approval.within()),
                approval.onExpiry());
    }

    private static @Nullable Duration time(String name, String text) {
        try {
            return text.isBlank() ? null : Duration.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    name + " = \"" + text + "\" is no length of time. Write, for example, PT10S or P3D.", e);
        }
    }

    /** What the hints say that an MCP server gives with a tool; without hints nothing. */
    static ToolSettings of(Map<String, Object> metadata) {
        Object reads = metadata.get("readOnlyHint");
        Object idempotent = metadata.get("idempotentHint");
        if (Boolean.TRUE.equals(reads)) {
            return ToolSettings.builder().effect(Effect.READ).build();
        } else if (Boolean.TRUE.equals(idempotent)) {
            return ToolSettings.builder().effect(Effect.IDEMPOTENT).build();
        }
        // who hints that a tool writes and does not hint that it is idempotent says that it is not
        boolean hinted = reads != null || idempotent != null || metadata.containsKey("destructiveHint");
        return hinted ? ToolSettings.builder().effect(Effect.ONCE).build() : ToolSettings.NONE;
    }
}
