package dev.signalbox.test.provider;

import dev.signalbox.test.provider.Content.Raw;
import org.jspecify.annotations.Nullable;

/** What the provider answers to a request: its paths, its key and its script. */
final class ChatApi {

    private static final String MODELS = """
            {"object":"list","data":[{"id":"%s","object":"model","created":0,"owned_by":"signalbox"}]}""";

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
        if (key != null && !("Bearer " + key).equals(request.header("Authorization"))) {
            return FakeReply.error(401);
        }
        String call = request.method() + " " + withoutQuery(request.path());
        return switch (call) {
            case "POST /v1/chat/completions" -> chat(request);
            case "GET /v1/models" -> FakeReply.of(new Raw(200, MODELS.formatted(Answer.DEFAULT_MODEL)));
            default -> FakeReply.error(404, "unknown_url", "Unknown request URL: " + call + ".");
        };
    }

    private static String withoutQuery(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    private FakeReply chat(ReceivedRequest request) {
        if (!request.json().path("messages").isArray()) {
            return FakeReply.error(400, "invalid_request", "The body must be a JSON object with 'messages'.");
        }
        try {
            return script.replyTo(request);
        } catch (RuntimeException | AssertionError ex) {
            return FakeReply.error(500, "script_failed", "A condition given to when(…) threw " + ex);
        }
    }
}
