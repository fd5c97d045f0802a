package dev.signalbox.test.agent.behaviour;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers with the question in capitals, unless it has something else to do first. */
final class Echo implements ChatModel {

    private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** Fails the next time. */
    Echo failing(RuntimeException failure) {
        failures.add(failure);
        return this;
    }

    List<String> asked() {
        return asked;
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        String question = request.messages().stream()
                .filter(UserMessage.class::isInstance)
                .map(message -> ((UserMessage) message).singleText())
                .reduce((first, second) -> second)
                .orElseThrow();
        asked.add(question);
        RuntimeException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(question.toUpperCase(Locale.ROOT)))
                .build();
    }
}
