package dev.signalbox.test;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.signalbox.router.execution.Exchange;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** One streamed answer under way. Its handler is never called by two threads at once, and not after a cancellation. */
@RequiredArgsConstructor
final class ScriptedStream implements StreamingHandle {

    private final StreamingChatResponseHandler handler;
    private final Executor executor;
    private final Tally aborted;

    private List<Consumer<StreamingChatResponseHandler>> partials = List.of();
    private Consumer<StreamingChatResponseHandler> ending = consumer -> {};
    private @Nullable Hold hold;
    private int told;
    private boolean ended;
    private boolean cancelled;

    /** Begins to tell the reply. */
    void begin(ScriptedReply reply, ChatRequest request, @Nullable Exchange exchange) {
        hold = reply.delivery().hold();
        try {
            write(reply.answer(request), reply.delivery(), exchange);
        } catch (RuntimeException e) {
            ending = consumer -> consumer.onError(e);
        }
        executor.execute(this::run);
    }

    private void write(ChatResponse response, Delivery delivery, @Nullable Exchange exchange) {
        partials = new Partials(this).of(response.aiMessage(), delivery.partials());
        Fault fault = delivery.fault();
        if (fault == null) {
            ending = consumer -> consumer.onCompleteResponse(response);
        } else {
            partials = partials.subList(0, Math.min(fault.partials(), partials.size()));
            ending = consumer -> consumer.onError(fault.occur(exchange));
        }
    }

    private void run() {
        while (!isOver()) {
            Hold here = hold;
            if (here != null && told == Math.min(here.partials(), partials.size())) {
                hold = null;
                here.gate().whenOpen(() -> executor.execute(this::run));
                return;
            }
            if (told < partials.size()) {
                tell(partials.get(told++));
            } else if (end()) {
                tell(ending);
            }
        }
    }

    /** A handler's own exception goes back to the handler, as with LangChain4j's models. */
    private void tell(Consumer<StreamingChatResponseHandler> what) {
        try {
            what.accept(handler);
        } catch (RuntimeException e) {
            handler.onError(e);
        }
    }

    private synchronized boolean isOver() {
        return ended || cancelled;
    }

    private synchronized boolean end() {
        ended = !cancelled;
        return ended;
    }

    @Override
    public synchronized void cancel() {
        if (!isOver()) {
            cancelled = true;
            aborted.add();
        }
    }

    @Override
    public synchronized boolean isCancelled() {
        return cancelled;
    }
}
