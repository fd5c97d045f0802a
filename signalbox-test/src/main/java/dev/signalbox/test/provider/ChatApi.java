package dev.signalbox.test.provider;

import dev.signalbox.test.provider.Content.Raw;
import org.jspecify.annotations.Nullable;

/** What the provider answers to a request: its paths, its key and its script. */
final class ChatApi {

    private final Script script = new Script();

    private volatile @Nullable String key;

    private volatile boolean held;

    Script script() {
        return script;
    }

    void requireKey(String newKey) {
        key = newKey;
    }

    void hold(boolean hold) {
        held = hold;
    }

    boolean held() {
        return held;
    }

    void clear() {
        script.clear();
        held = false;
    }

    FakeReply answer(ReceivedRequest request) {
        WireDialect dialect = request.wire();
        if (key != null && !request.brings(key)) {
            return FakeReply.of(dialect.wrongKey());
        }
        if (request.chats()) {
            return request.json().path(dialect.messages()).isArray()
                    ? scripted(request)
                    : FakeReply.error(400, null, "The body must be a JSON object with '" + dialect.messages() + "'.");
        }
        if (request.embeds()) {
            return dialect.texts(request.json()).isEmpty()
                    ? FakeReply.error(400, null, "The body must be a JSON object with texts to embed.")
                    : scripted(request);
        }
        String path = request.pathAlone();
        String models = request.method().equals("GET") ? dialect.models(path) : null;
        return FakeReply.of(models != null ? new Raw(200, models) : dialect.unknown(request.method() + " " + path));
    }

    private FakeReply scripted(ReceivedRequest request) {
        try {
            return script.replyTo(request);
        } catch (RuntimeException | AssertionError ex) {
            return FakeReply.error(500, "script_failed", "A condition given to when(…) threw " + ex);
        }
    }
}
