package dev.signalbox.agent.approval;

import dev.signalbox.agent.journal.ApprovalRecord;

/**
 * What a person is to be asked.
 *
 * @param step the key of the step that waits
 * @param kind why
 * @param tool the tool
 * @param arguments its arguments, JSON, always in the same words
 * @param reason for the person
 * @param rule who may decide, and what happens if nobody does
 */
public record Question(
        String step, ApprovalRecord.Kind kind, String tool, String arguments, String reason, ApprovalRule rule) {}
