package dev.signalbox.test;

import dev.langchain4j.model.chat.request.ChatRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * What both kinds of scripted model have in common: a request gets the reply of the first {@link #when rule} that it fits,
 * else the next {@link #reply queued} reply, else the {@link #always standing} one, else {@code "You said: "} and the last
 * user message. All methods may be called from any thread, also while requests are under way.
 *
 * @param <M> the kind of model
 */
public abstract sealed class ScriptedModel<M extends ScriptedModel<M>>
        permits ScriptedChatModel, ScriptedStreamingChatModel {

    private final Script script;

    ScriptedModel(Script script) {
        this.script = script;
    }

    abstract M self();

    Script script() {
        return script;
    }

    /**
     * Sets the reply of all requests that are asked so, in whichever order they come. Of several replies each answers one of
     * them, the last one all from then on. The rule that was set first wins.
     *
     * @throws IllegalArgumentException if there is no reply
     */
    public M when(Predicate<ChatRequest> asked, ScriptedReply... replies) {
        script.when(asked, Arrays.asList(replies));
        return self();
    }

    /** Queues replies; each answers one request, in the order given. */
    public M reply(ScriptedReply... replies) {
        script.queue(Arrays.asList(replies));
        return self();
    }

    /** Queues replies that say these texts; each answers one request, in the order given. */
    public M reply(String... texts) {
        script.queue(Arrays.stream(texts).map(ScriptedReply::text).toList());
        return self();
    }

    /** Sets the reply of all requests that no queued reply answers. */
    public M always(ScriptedReply reply) {
        script.always(reply);
        return self();
    }

    /** The requests received so far, in the order of their arrival. */
    public List<ReceivedChat> requests() {
        return script.received();
    }

    /** How many requests have been received. */
    public int requestCount() {
        return script.requests().count();
    }

    /** How many answers were given up by the caller before they were complete: cancelled, or interrupted at a gate. */
    public int aborted() {
        return script.aborted().count();
    }

    /**
     * Waits until so many requests have been received.
     *
     * @throws AssertionError if it takes longer than the given time
     */
    public M awaitRequests(int count, Duration atMost) {
        script.requests().await(count, atMost);
        return self();
    }

    /**
     * Waits until the caller has given up so many answers.
     *
     * @throws AssertionError if it takes longer than the given time
     */
    public M awaitAborted(int count, Duration atMost) {
        script.aborted().await(count, atMost);
        return self();
    }
}
