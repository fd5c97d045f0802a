package dev.signalbox.agent.tool;

import dev.signalbox.agent.approval.ApprovalRule;
import dev.signalbox.agent.approval.CheckedRule;
import dev.signalbox.agent.approval.ConditionCompiler;
import dev.signalbox.agent.journal.JournalStore;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with tools before they are used. */
@RequiredArgsConstructor
final class ToolChecks {

    private final JournalStore store;
    private final @Nullable ConditionCompiler conditions;

    @Nullable
    CheckedRule rule(@Nullable ApprovalRule rule, Set<String> names) {
        if (rule == null) {
            return null;
        } else if (conditions == null && rule.when() != null) {
            throw new IllegalArgumentException("The condition \"" + rule.when()
                    + "\" cannot be understood, because nothing here understands conditions. Give the tool box a"
                    + " ConditionCompiler.");
        }
        return CheckedRule.of(rule, names, conditions == null ? (condition, any) -> arguments -> true : conditions);
    }

    /** What is said of a tool in two places, and what its effect does not allow. */
    void check(ToolSettings marked, ToolSettings set, BoxedTool tool) {
        Effect before = marked.effect();
        Effect after = set.effect();
        if (before != null && after != null && !before.repeatable() && after.repeatable()) {
            throw new IllegalArgumentException("It is marked " + before + " and set to " + after
                    + ". What must not be repeated cannot be set to something that may.");
        }
        Integer retries = set.retries() == null ? marked.retries() : set.retries();
        if (!tool.effect().repeatable() && retries != null && retries > 0) {
            throw new IllegalArgumentException("It is " + tool.effect() + " and has " + retries
                    + " retries. Only READ and IDEMPOTENT are repeated.");
        }
        if (tool.remote() && tool.effect() == Effect.TRANSACTIONAL) {
            throw new IllegalArgumentException(
                    "It is of another process, so it cannot be TRANSACTIONAL. Set its effect to ONCE.");
        }
    }

    /** What is done in a transaction of the journal must be done in the database of the journal. */
    void transactional(BoxedTool tool, Object object) {
        if (tool.effect() != Effect.TRANSACTIONAL) {
            return;
        }
        DataSource journal = store.dataSource().orElse(null);
        if (journal == null) {
            throw new IllegalArgumentException(
                    "It is TRANSACTIONAL, but the journal (" + store.getClass().getSimpleName()
                            + ") has no data source whose transactions it could share. Keep the journal in the tool's database, or"
                            + " make it ONCE.");
        }
        Set<DataSource> used = ToolDataSources.of(object);
        if (used.isEmpty()) {
            throw new IllegalArgumentException(
                    "It is TRANSACTIONAL, but nothing says which data source its object works on. Have "
                            + object.getClass().getSimpleName() + " implement "
                            + TransactionalTools.class.getSimpleName()
                            + ".");
        }
        if (!used.stream().allMatch(other -> ToolDataSources.same(other, journal))) {
            throw new IllegalArgumentException(
                    "It is TRANSACTIONAL, but its object works on another data source than the"
                            + " journal, so both could not be kept together. Use the journal's data source, or make it ONCE.");
        }
    }

    static void reconciliations(Object object, Map<String, Reconciliation> found, List<BoxedTool> tools) {
        found.forEach((name, reconciliation) -> {
            BoxedTool of = tools.stream()
                    .filter(tool -> tool.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("@Reconcile(\"" + name + "\") in "
                            + object.getClass().getName() + " names none of its tools: "
                            + String.join(
                                    ", ",
                                    tools.stream().map(BoxedTool::name).sorted().toList()) + "."));
            if (of.effect() != Effect.ONCE) {
                throw new IllegalArgumentException("@Reconcile(\"" + name + "\") in "
                        + object.getClass().getName() + " is about a tool that is " + of.effect()
                        + ". Only ONCE is reconciled: mark the tool @ToolEffect(ONCE).");
            }
        });
    }

    /** Two of one name, and settings for none. */
    static void names(List<BoxedTool> tools, Map<String, ToolSettings> named, boolean all) {
        Set<String> names = new HashSet<>();
        for (BoxedTool tool : tools) {
            if (!names.add(tool.name())) {
                throw new IllegalArgumentException(
                        "There are two tools named '" + tool.name() + "'. Name one otherwise: @Tool(name = \"…\").");
            }
        }
        Set<String> unknown = new TreeSet<>(named.keySet());
        unknown.removeAll(names);
        if (all && !unknown.isEmpty()) {
            throw new IllegalArgumentException("There are settings for " + String.join(", ", unknown)
                    + ", but no such tools. Known tools: " + String.join(", ", new TreeSet<>(names)) + ".");
        }
    }
}
