package dev.signalbox.samples.rag;

import dev.signalbox.samples.rag.search.IndexUnavailableException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in words why the application does not start without its index. */
class IndexFailureAnalyzer extends AbstractFailureAnalyzer<IndexUnavailableException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, IndexUnavailableException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }
}
