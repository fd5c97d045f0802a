package dev.signalbox.agent.port;

import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Query;
import dev.signalbox.agent.journal.Journal;
import dev.signalbox.agent.journal.Place;
import dev.signalbox.agent.journal.Scope;
import dev.signalbox.agent.journal.SliceStopped;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.journal.StepOutcome;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.journal.StepRequest;
import dev.signalbox.agent.journal.Stop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A retriever whose every answer is recorded and asked for only once. Failures are taken for passing ones at first. */
public final class JournaledRetriever implements ContentRetriever {

    private final RunPorts ports;
    private final ContentRetriever retriever;
    private final String name;
    private final Scope scope;
    private final ContentCodec codec;
    private final FailureCodec failures;

    /** Of the branch that this thread works in. */
    public JournaledRetriever(RunPorts ports, ContentRetriever retriever) {
        this(ports, retriever, "retriever");
    }

    /**
     * The same for one of several retrievers.
     *
     * @param name of the retriever, to tell it from others
     */
    public JournaledRetriever(RunPorts ports, ContentRetriever retriever, String name) {
        this.ports = ports;
        this.retriever = retriever;
        this.name = name;
        this.scope = ports.journal().scope();
        this.codec = new ContentCodec(ports.json());
        this.failures = new FailureCodec(ports.json());
    }

    @Override
    public List<Content> retrieve(Query query) {
        Journal journal = ports.journal();
        Scope here = journal.scope(scope);
        Place place = journal.place(step(query), here);
        StepRecord recorded = place.ended() ? place.recorded() : null;
        if (recorded != null) {
            return answer(recorded, null);
        }
        List<Content> contents;
        try {
            contents = retriever.retrieve(query);
        } catch (RuntimeException e) {
            return failed(place, here, e);
        }
        return answer(journal.record(place, StepOutcome.of(codec.encode(contents))), null);
    }

    private StepRequest step(Query query) {
        return StepRequest.builder()
                .kind(StepKind.RETRIEVAL)
                .name(name)
                .content(name + "\n" + query.text())
                .request(ports.keepRequests() ? query.text() : null)
                .build();
    }

    private List<Content> failed(Place place, Scope here, RuntimeException failure) {
        SliceStopped stopped = SliceStopped.in(failure);
        if (stopped != null) {
            throw stopped;
        }
        Journal journal = ports.journal();
        journal.check();
        if (journal.retries() < ports.transientFailures()) {
            throw journal.stop(new Stop.Retry(null, name + " has failed: " + failure.getMessage()), here);
        }
        return answer(journal.record(place, StepOutcome.failed(failures.encode(failure))), failure);
    }

    private List<Content> answer(StepRecord recorded, @Nullable Throwable cause) {
        String error = recorded.error();
        if (error != null) {
            throw failures.decode(error, cause);
        }
        return codec.decode(String.valueOf(recorded.result()));
    }
}
