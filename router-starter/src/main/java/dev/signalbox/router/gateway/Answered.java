package dev.signalbox.router.gateway;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * An answer that came whole.
 *
 * @param terms what was to be answered
 * @param response the answer as LangChain4j has it
 * @param call how it came about
 * @param passed the answer as the provider sent it, in the words of the client's API, {@code null} if it was in others
 */
record Answered(Terms terms, ChatResponse response, RoutedCall call, byte @Nullable [] passed) {

    /**
     * What holds for an answer before there is one.
     *
     * @param id names it: {@code gen-…}
     * @param created when it was asked for, in seconds since 1970
     * @param metadata whether the client wants to know how it was routed
     */
    record Terms(String id, long created, boolean metadata) {}

    Deployment deployment() {
        return deployment(call);
    }

    static Deployment deployment(RoutedCall call) {
        return call.answeredBy().orElseThrow(() -> new IllegalStateException("Nobody has answered."));
    }

    /** The tokens of the attempt that answered. */
    static Usage usage(RoutedCall call) {
        return call.attempts().stream()
                .filter(Attempt::succeeded)
                .findFirst()
                .map(Attempt::usage)
                .orElse(Usage.NONE);
    }
}
