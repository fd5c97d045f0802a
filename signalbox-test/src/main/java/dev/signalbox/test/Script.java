package dev.signalbox.test;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which reply a request gets, and what has been received. */
final class Script {

    private final List<ScriptRule> rules = new CopyOnWriteArrayList<>();
    private final Queue<ScriptedReply> queue = new ConcurrentLinkedQueue<>();
    private final List<ReceivedChat> received = new CopyOnWriteArrayList<>();
    private final Tally requests = new Tally("requests");
    private final Tally aborted = new Tally("aborted answers");
    private volatile @Nullable ScriptedReply standing;

    void queue(Collection<ScriptedReply> replies) {
        queue.addAll(replies);
    }

    void when(Predicate<ChatRequest> asked, List<ScriptedReply> replies) {
        rules.add(new ScriptRule(asked, replies));
    }

    void always(ScriptedReply reply) {
        standing = reply;
    }

    ScriptedReply next(ChatRequest request) {
        received.add(new ReceivedChat(request, Thread.currentThread().getName()));
        ScriptRule rule =
                rules.stream().filter(each -> each.fits(request)).findFirst().orElse(null);
        ScriptedReply told = rule == null ? queue.poll() : rule.next();
        requests.add();
        ScriptedReply reply = told == null ? standing : told;
        return reply == null ? ScriptedReply.text("You said: " + lastUserText(request.messages())) : reply;
    }

    private static String lastUserText(List<ChatMessage> messages) {
        String last = "";
        for (ChatMessage message : messages) {
            if (message instanceof UserMessage user && user.hasSingleText()) {
                last = user.singleText();
            }
        }
        return last;
    }

    List<ReceivedChat> received() {
        return List.copyOf(received);
    }

    Tally requests() {
        return requests;
    }

    Tally aborted() {
        return aborted;
    }
}
