package dev.signalbox.test;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.signalbox.router.execution.Exchange;
import java.util.concurrent.Executor;

/**
 * A streaming chat model that answers as it is told, without any network. Ends at the handle's {@code cancel()}, and when
 * a router gives the attempt up.
 *
 * @see ScriptedModel for which reply a request gets
 */
public final class ScriptedStreamingChatModel extends ScriptedModel<ScriptedStreamingChatModel>
        implements StreamingChatModel {

    private final Executor executor;

    /** A model without any reply of its own yet; it answers on the caller's thread. */
    public ScriptedStreamingChatModel() {
        this(Runnable::run);
    }

    /** A model without any reply of its own yet; it answers on the executor's threads, one stream on one at a time. */
    public ScriptedStreamingChatModel(Executor executor) {
        this(new Script(), executor);
    }

    ScriptedStreamingChatModel(Script script, Executor executor) {
        super(script);
        this.executor = executor;
    }

    @Override
    ScriptedStreamingChatModel self() {
        return this;
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        ScriptedReply reply = script().next(request);
        ScriptedStream stream = new ScriptedStream(handler, executor, script().aborted());
        Exchange exchange = Exchange.current();
        if (exchange != null) {
            exchange.onAbort(stream::cancel);
        }
        stream.begin(reply, request, exchange);
    }
}
