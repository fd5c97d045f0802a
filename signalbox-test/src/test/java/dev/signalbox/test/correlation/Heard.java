package dev.signalbox.test.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.listener.ChatModelErrorContext;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a listener of the deployments heard. */
public final class Heard implements ChatModelListener {

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Map<Object, Object>> attributes = new CopyOnWriteArrayList<>();
    private final List<ChatResponse> responses = new CopyOnWriteArrayList<>();
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();

    @Override
    public void onRequest(ChatModelRequestContext context) {
        assertThat(context.modelProvider()).isEqualTo(ModelProvider.OPEN_AI);
        hear("request to " + context.chatRequest().modelName(), context.attributes());
    }

    @Override
    public void onResponse(ChatModelResponseContext context) {
        responses.add(context.chatResponse());
        hear("response from " + context.chatRequest().modelName(), context.attributes());
    }

    @Override
    public void onError(ChatModelErrorContext context) {
        errors.add(context.error());
        hear("error of " + context.chatRequest().modelName(), context.attributes());
    }

    private void hear(String event, Map<Object, Object> with) {
        events.add(event);
        attributes.add(Map.copyOf(with));
    }

    /** Such as {@code request to gpt-small}. */
    public List<String> events() {
        return events;
    }

    /** The attributes that came with each event. */
    public List<Map<Object, Object>> attributes() {
        return attributes;
    }

    public List<ChatResponse> responses() {
        return responses;
    }

    public List<Throwable> errors() {
        return errors;
    }
}
