package dev.signalbox.agent.port;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.signalbox.agent.journal.Journal;
import dev.signalbox.agent.journal.SliceStopped;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** An answer that comes piece by piece: told on at once, recorded before its end is told. */
final class StreamedAnswer extends ForwardedStream {

    private final Journal journal;
    private final ModelSteps steps;
    private final ModelSteps.Turn turn;
    private final ModelStep step;
    private final Consumer<ModelSteps.Turn> again;
    private final AtomicBoolean ended = new AtomicBoolean();

    /**
     * Of one call.
     *
     * @param again makes a call once more
     */
    StreamedAnswer(
            Journal journal,
            ModelSteps steps,
            ModelSteps.Turn turn,
            ModelStep step,
            StreamingChatResponseHandler handler,
            Consumer<ModelSteps.Turn> again) {
        super(handler);
        this.journal = journal;
        this.steps = steps;
        this.turn = turn;
        this.step = step;
        this.again = again;
    }

    @Override
    public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
        journal.partial(turn.place(), partial.text());
        super.onPartialResponse(partial, context);
    }

    @Override
    public void onPartialResponse(String text) {
        journal.partial(turn.place(), text);
        super.onPartialResponse(text);
    }

    /** What ends the slice may come only now, from the tools that were asked for. */
    @Override
    public void onCompleteResponse(ChatResponse response) {
        ended.set(true);
        ChatResponse recorded;
        try {
            recorded = steps.answered(turn, step, response);
        } catch (Throwable e) {
            handler().onError(e);
            return;
        }
        try {
            handler().onCompleteResponse(recorded);
        } catch (SliceStopped e) {
            handler().onError(e);
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (ended.getAndSet(true)) {
            handler().onError(failure);
            return;
        }
        RuntimeException reason =
                failure instanceof RuntimeException exception ? exception : new IllegalStateException(failure);
        try {
            again.accept(steps.failed(turn, step, reason));
        } catch (Throwable e) {
            handler().onError(e);
        }
    }
}
