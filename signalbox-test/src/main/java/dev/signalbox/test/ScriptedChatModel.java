package dev.signalbox.test;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;

/**
 * A chat model that answers as it is told, without any network:
 *
 * <pre>{@code
 * var model = new ScriptedChatModel().reply(rateLimited(Duration.ofSeconds(2)), text("Hello"));
 * var router = Router.builder(catalogue, policies).client("openai/gpt-4.1", model, model.streaming()).build();
 * }</pre>
 *
 * @see ScriptedModel for which reply a request gets
 */
public final class ScriptedChatModel extends ScriptedModel<ScriptedChatModel> implements ChatModel {

    /** A model without any reply of its own yet. */
    public ScriptedChatModel() {
        super(new Script());
    }

    /** A streaming model that plays the same script: its requests take from the same queue and count here too. */
    public ScriptedStreamingChatModel streaming() {
        return new ScriptedStreamingChatModel(script(), Runnable::run);
    }

    @Override
    ScriptedChatModel self() {
        return this;
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        ScriptedReply reply = script().next(request);
        Hold hold = reply.delivery().hold();
        if (hold != null) {
            pass(hold.gate());
        }
        Fault fault = reply.delivery().fault();
        if (fault != null) {
            throw fault.occur();
        }
        return reply.answer(request);
    }

    private void pass(Gate gate) {
        try {
            gate.pass();
        } catch (InterruptedException e) {
            script().aborted().add();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted at a gate", e);
        }
    }
}
