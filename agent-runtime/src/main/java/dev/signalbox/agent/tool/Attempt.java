package dev.signalbox.agent.tool;

import dev.langchain4j.service.tool.ToolExecutionResult;

/** What came of one try to use a tool. */
sealed interface Attempt {

    /** It has answered. */
    record Answered(ToolExecutionResult result) implements Attempt {}

    /**
     * It cannot read its arguments, and has done nothing.
     *
     * @param why for the model
     */
    record Refused(String why) implements Attempt {}

    /**
     * It has failed.
     *
     * @param cause what it threw
     * @param certain whether it says itself that it failed; else it may have done what it was asked to
     */
    record Failed(Throwable cause, boolean certain) implements Attempt {}

    /** Its thread was interrupted, because the process ends. */
    record Interrupted() implements Attempt {}
}
