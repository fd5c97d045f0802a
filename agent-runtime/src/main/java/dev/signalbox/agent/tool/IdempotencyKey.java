package dev.signalbox.agent.tool;

import dev.langchain4j.invocation.LangChain4jManaged;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.json.Json;

/**
 * Names one use of a tool, the same when it is repeated, also after a restart. A tool takes it as a parameter of this type, of
 * which models know nothing.
 *
 * @param value unique among all uses of tools in all runs
 */
public record IdempotencyKey(String value) implements LangChain4jManaged {

    private static final int DIGITS = 32;

    static IdempotencyKey of(RunId run, String step) {
        return new IdempotencyKey(run + "-" + Json.hash(step).substring(0, DIGITS));
    }

    @Override
    public String toString() {
        return value;
    }
}
