package dev.signalbox.agent.port;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.agent.journal.StepOutcome;
import dev.signalbox.agent.journal.StepUse;
import java.util.concurrent.atomic.AtomicReference;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** One model call on its way: what is known of it, and what became of it. */
@RequiredArgsConstructor
final class ModelStep implements StepOrigin {

    private final StepFacts facts;
    private final @Nullable ChatRequest inPlaceOf;
    private final AtomicReference<@Nullable StepCall> call = new AtomicReference<>();

    @Override
    public StepFacts facts() {
        return facts;
    }

    @Override
    public @Nullable ChatRequest inPlaceOf() {
        return inPlaceOf;
    }

    /** If a library calls more than once for one step, the last call counts, and the use of all. */
    @Override
    public void ended(StepCall ended) {
        call.accumulateAndGet(ended, (before, now) -> before == null || now == null ? now : plus(before, now));
    }

    private static StepCall plus(StepCall before, StepCall now) {
        return new StepCall(
                now.facts(),
                now.policy(),
                now.deployment(),
                now.decision(),
                before.use().plus(now.use()),
                before.costKnown() && now.costKnown());
    }

    /** What the calls cost, whatever came of them. */
    StepUse use() {
        StepCall known = call.get();
        return known == null ? StepUse.NONE : known.use();
    }

    /** An outcome with all that is known of the call. */
    StepOutcome.StepOutcomeBuilder outcome() {
        StepCall known = call.get();
        StepOutcome.StepOutcomeBuilder outcome = StepOutcome.builder();
        return known == null
                ? outcome
                : outcome.policy(known.policy())
                        .deployment(known.deployment())
                        .decision(known.decision())
                        .use(known.use());
    }
}
