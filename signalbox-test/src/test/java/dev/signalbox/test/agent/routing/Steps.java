package dev.signalbox.test.agent.routing;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.port.StepCall;
import dev.signalbox.agent.port.StepFacts;
import dev.signalbox.agent.port.StepOrigin;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Steps of a run that only remember what became of their calls. */
final class Steps implements StepOrigin {

    StepFacts facts;

    @Nullable
    ChatRequest inPlaceOf;

    private final List<StepCall> calls = new CopyOnWriteArrayList<>();

    private Steps(StepFacts facts) {
        this.facts = facts;
    }

    /** Of a run, whose parent comes first among the others. */
    static Steps of(String run, String... ancestors) {
        return new Steps(StepFacts.builder()
                .run(new RunId(run))
                .ancestors(List.of(ancestors).stream().map(RunId::new).toList())
                .step("s-1")
                .build());
    }

    @Override
    public StepFacts facts() {
        return facts;
    }

    @Override
    public @Nullable ChatRequest inPlaceOf() {
        return inPlaceOf;
    }

    @Override
    public void ended(StepCall call) {
        calls.add(call);
    }

    List<StepCall> calls() {
        return calls;
    }
}
