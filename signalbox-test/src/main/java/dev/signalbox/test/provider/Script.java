package dev.signalbox.test.provider;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which reply a chat request gets. */
final class Script {

    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    private final Queue<FakeReply> queue = new ConcurrentLinkedQueue<>();

    private volatile @Nullable FakeReply standing;

    void when(Predicate<ReceivedRequest> condition, FakeReply first, FakeReply... next) {
        Deque<FakeReply> replies = new ArrayDeque<>(List.of(next));
        replies.addFirst(first);
        rules.add(new Rule(condition, replies));
    }

    void queue(Collection<FakeReply> replies) {
        queue.addAll(replies);
    }

    void always(FakeReply reply) {
        standing = reply;
    }

    void clear() {
        rules.clear();
        queue.clear();
        standing = null;
    }

    FakeReply replyTo(ReceivedRequest request) {
        for (Rule rule : rules) {
            if (rule.condition().test(request)) {
                return rule.next();
            }
        }
        FakeReply next = queue.poll();
        if (next == null) {
            next = standing;
        }
        return next != null ? next : FakeReply.text("You said: " + request.lastUserText());
    }

    private record Rule(Predicate<ReceivedRequest> condition, Deque<FakeReply> replies) {

        FakeReply next() {
            synchronized (replies) {
                return replies.size() > 1 ? replies.remove() : replies.element();
            }
        }
    }
}
