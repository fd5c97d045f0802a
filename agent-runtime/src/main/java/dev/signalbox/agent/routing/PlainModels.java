package dev.signalbox.agent.routing;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.port.ModelFailure;
import dev.signalbox.agent.port.ModelSource;
import dev.signalbox.agent.port.RunBudget;
import dev.signalbox.agent.port.StepOrigin;
import org.jspecify.annotations.Nullable;

/**
 * One model, without a router: policies mean nothing to it, tokens are those that its answers tell, and nobody knows what a
 * call costs, so limits of cost limit nothing.
 */
public final class PlainModels implements ModelSource {

    private final ChatModel model;
    private final @Nullable StreamingChatModel streaming;

    /** Sends all calls to that model. */
    public PlainModels(ChatModel model) {
        this(model, null);
    }

    /**
     * Sends all calls to these models.
     *
     * @param streaming for answers that come piece by piece, {@code null} if there are none
     */
    public PlainModels(ChatModel model, @Nullable StreamingChatModel streaming) {
        this.model = model;
        this.streaming = streaming;
    }

    @Override
    public ChatModel model(StepOrigin origin) {
        return new PlainChatModel(model, origin);
    }

    @Override
    public StreamingChatModel streamingModel(StepOrigin origin) {
        if (streaming == null) {
            throw new IllegalStateException(
                    "There is no streaming model. Give one beside the chat model, or let the agent answer whole.");
        }
        return new PlainStreamingChatModel(streaming, origin);
    }

    @Override
    public RunBudget openBudget(RunId run, long grantedPico, long spentPico) {
        return RunBudget.NONE;
    }

    @Override
    public ModelFailure failure(Throwable failure) {
        return FailureReader.read(failure);
    }
}
