package dev.signalbox.samples.rag.answer;

import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.langchain4j.service.TokenStream;
import dev.signalbox.samples.rag.answer.AnswerEvent.Done;
import dev.signalbox.samples.rag.answer.AnswerEvent.Failed;
import dev.signalbox.samples.rag.answer.AnswerEvent.Support;
import dev.signalbox.samples.rag.answer.AnswerEvent.Text;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** One answer, while it comes. */
@Slf4j
@RequiredArgsConstructor
public final class Answering {

    private static final String UNKNOWN = "(?i)\\s*i don't know[\\s.!]*";

    private final int sources;
    private final Consumer<AnswerEvent> listener;
    private final Supplier<CallReports> reports;
    private final Consumer<String> remember;

    private final AtomicBoolean over = new AtomicBoolean();
    private final StringBuffer said = new StringBuffer();
    private volatile @Nullable StreamingHandle handle;

    /** Ends the answer where it is, and closes the connection to the model; before the first word, with the first word. */
    public void cancel() {
        if (over.compareAndSet(false, true)) {
            remember.accept(said.toString());
            StreamingHandle running = handle;
            if (running != null) {
                running.cancel();
            }
        }
    }

    void nothingNear() {
        CallReports calls = reports.get();
        end("I don't know.", new Done(Support.NOTHING_NEAR, List.of(), calls.list(), calls.cost()));
    }

    void follow(TokenStream stream) {
        stream.onPartialResponseWithContext((piece, context) -> text(piece.text(), context.streamingHandle()))
                .onCompleteResponse(response -> complete(response.aiMessage().text()))
                .onError(this::fail)
                .start();
    }

    private void text(String piece, StreamingHandle stream) {
        handle = stream;
        if (over.get()) {
            stream.cancel();
        } else {
            said.append(piece);
            tell(new Text(piece));
        }
    }

    private void complete(String answer) {
        List<Integer> cited = Citations.of(answer, sources);
        CallReports calls = reports.get();
        end(answer, new Done(support(answer, cited), cited, calls.list(), calls.cost()));
    }

    private static Support support(String answer, List<Integer> cited) {
        if (Citations.without(answer).replace('’', '\'').matches(UNKNOWN)) {
            return Support.NOT_IN_PASSAGES;
        }
        return cited.isEmpty() ? Support.UNSUPPORTED : Support.CITED;
    }

    private void fail(Throwable failure) {
        log.warn("A question was not answered", failure);
        fail(Failed.message(failure));
    }

    void fail(String message) {
        CallReports calls = reports.get();
        end(said.toString(), new Failed(message, calls.list(), calls.cost()));
    }

    private void end(String answer, AnswerEvent last) {
        if (over.compareAndSet(false, true)) {
            remember.accept(answer);
            tell(last);
        }
    }

    /** A listener that has gone ends the answer: to the model, what it throws would look like a failure. */
    private void tell(AnswerEvent event) {
        try {
            listener.accept(event);
        } catch (CancellationException e) {
            log.debug("Nobody listens to an answer any more");
            cancel();
        }
    }
}
