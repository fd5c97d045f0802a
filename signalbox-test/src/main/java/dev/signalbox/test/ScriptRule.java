package dev.signalbox.test;

import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** The replies to certain requests: each in turn, the last one from then on. */
final class ScriptRule {

    private final Predicate<ChatRequest> asked;
    private final List<ScriptedReply> replies;
    private final AtomicInteger told = new AtomicInteger();

    ScriptRule(Predicate<ChatRequest> asked, List<ScriptedReply> replies) {
        if (replies.isEmpty()) {
            throw new IllegalArgumentException("A rule of a script needs at least one reply.");
        }
        this.asked = asked;
        this.replies = List.copyOf(replies);
    }

    boolean fits(ChatRequest request) {
        return asked.test(request);
    }

    ScriptedReply next() {
        int last = replies.size() - 1;
        return replies.get(told.getAndUpdate(count -> Math.min(count + 1, last)));
    }
}
