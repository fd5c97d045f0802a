package dev.signalbox.samples.rag.web;

import dev.signalbox.samples.rag.answer.AssistantProperties;
import dev.signalbox.samples.rag.document.Passage;
import dev.signalbox.samples.rag.ingest.Ingestion;
import dev.signalbox.samples.rag.ingest.IngestionState;
import dev.signalbox.samples.rag.search.PassageSearch;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Shows documents, and what there is. */
@RestController
@RequiredArgsConstructor
class DocumentController {

    private final PassageSearch search;
    private final Ingestion ingestion;
    private final AssistantProperties properties;

    /** The passages of a document, in order. */
    @GetMapping("/api/documents")
    List<Passage> document(@RequestParam String path) {
        List<Passage> passages = search.document(path);
        if (passages.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no document '%s'".formatted(path));
        }
        return passages;
    }

    /** How far the documents have been read, and who answers. */
    @GetMapping("/api/state")
    State state() {
        return new State(properties.models(), ingestion.state());
    }

    record State(String models, IngestionState ingestion) {}
}
