package dev.signalbox.agent.port;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.signalbox.agent.journal.RunId;

/** Where the model calls of runs go. */
public interface ModelSource {

    /**
     * A model for calls of one run; cheap enough to make one for each call.
     *
     * @param origin asked once for each call, on the caller's thread
     */
    ChatModel model(StepOrigin origin);

    /**
     * A streaming model for calls of one run; cheap enough to make one for each call.
     *
     * @param origin asked once for each call, on the caller's thread
     * @throws IllegalStateException if there is no streaming model
     */
    StreamingChatModel streamingModel(StepOrigin origin);

    /**
     * Lets the calls of a run, and those of its descendants, cost at most what is left of its money until it is closed: calls
     * beyond fail with what {@link #failure} calls exhausted. A slice opens those of its run and of all ancestors that have
     * a limit. Slices of one process that have the same run's open at once draw from the same money, of which there is
     * never more than the one that was opened first had left, and what was granted since. Where costs are not known it
     * limits nothing.
     *
     * @param run whose money it is
     * @param grantedPico what the run and its descendants may cost altogether by now, in pico-USD
     * @param spentPico what they have cost by the journal, in pico-USD; with nothing left only calls without cost are made
     */
    RunBudget openBudget(RunId run, long grantedPico, long spentPico);

    /** What the failure of a model call, or an exception that it caused, means for the run. */
    ModelFailure failure(Throwable failure);
}
