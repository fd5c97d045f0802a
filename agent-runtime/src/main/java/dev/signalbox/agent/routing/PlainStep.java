package dev.signalbox.agent.routing;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import dev.signalbox.agent.journal.StepUse;
import dev.signalbox.agent.port.StepCall;
import dev.signalbox.agent.port.StepFacts;
import dev.signalbox.agent.port.StepOrigin;
import org.jspecify.annotations.Nullable;

/**
 * One call of a model that no router knows.
 *
 * @param step whose call it is
 * @param facts what is known of it
 */
record PlainStep(StepOrigin step, StepFacts facts) {

    static PlainStep of(StepOrigin step) {
        return new PlainStep(step, step.facts());
    }

    void answered(ChatResponse response) {
        TokenUsage usage = response.tokenUsage();
        ended(
                usage == null
                        ? StepUse.NONE
                        : new StepUse(tokens(usage.inputTokenCount()), tokens(usage.outputTokenCount()), 0));
    }

    void failed() {
        ended(StepUse.NONE);
    }

    private void ended(StepUse use) {
        step.ended(new StepCall(facts, null, null, null, use, false));
    }

    private static long tokens(@Nullable Integer count) {
        return count == null ? 0 : count;
    }
}
