package dev.signalbox.router.gateway;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.policy.Candidate;

/**
 * Writes one answer that comes piece by piece, in the words of an API. Where the provider speaks the same dialect, only
 * {@link #passed} brings content; otherwise only the other methods do.
 */
interface AnswerStream {

    /**
     * The candidate's answer comes next.
     *
     * @param passing whether it comes by {@link #passed}
     */
    void servedBy(Candidate candidate, boolean passing);

    /** Bytes of the provider's answer. */
    void passed(byte[] bytes);

    /** Text. */
    void text(String piece);

    /** Thinking. */
    void thinking(String piece);

    /** A piece of a tool call. */
    void toolCall(PartialToolCall piece);

    /** A whole tool call, whose pieces may have come before. */
    void toolCall(CompleteToolCall call);

    /** The end of an answer. */
    void complete(ChatResponse response, RoutedCall call);

    /** The end of an answer that broke off. */
    void failed(GatewayError error);
}
