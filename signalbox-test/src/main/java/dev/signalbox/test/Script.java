package dev.signalbox.test;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Which reply a request gets, and what has been received. */
final class Script {

    private final Queue<ScriptedReply> queue = new ConcurrentLinkedQueue<>();
    private final List<ReceivedChat> received = new CopyOnWriteArrayList<>();
    private final Tally requests = new Tally("requests");
    private final Tally aborted = new Tally("aborted answers");
    private volatile @Nullable ScriptedReply standing;

    void queue(Collection<ScriptedReply> replies) {
        queue.addAll(replies);
    }

    void always(ScriptedReply reply) {
        standing = reply;
    }

    ScriptedReply next(ChatRequest request) {
        received.add(new ReceivedChat(request, Thread.currentThread().getName()));
        ScriptedReply queued = queue.poll();
        requests.add();
        ScriptedReply reply = queued == null ? standing : queued;
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
