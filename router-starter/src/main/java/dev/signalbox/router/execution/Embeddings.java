package dev.signalbox.router.execution;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How texts and their vectors pass through the engine, which knows of calls only that they have a request and an answer: the
 * texts are the contents of one user message, and the vectors are an attribute of an answer without text.
 */
public final class Embeddings {

    private static final String KEY = "signalbox.embeddings";

    private Embeddings() {}

    /**
     * The request for the vectors of these texts.
     *
     * @param dimensions how long the vectors should be, {@code null} for what the model gives
     * @throws IllegalArgumentException if there is no text
     */
    public static ChatRequest request(List<String> texts, @Nullable Integer dimensions) {
        List<Content> contents = texts.stream().<Content>map(TextContent::from).toList();
        return ChatRequest.builder()
                .messages(UserMessage.from(contents))
                .parameters(EmbeddingParameters.of(dimensions))
                .build();
    }

    /** The texts of a request. */
    public static List<String> texts(ChatRequest request) {
        return request.messages().stream()
                .map(Embeddings::contents)
                .flatMap(List::stream)
                .filter(TextContent.class::isInstance)
                .map(content -> ((TextContent) content).text())
                .collect(Collectors.toUnmodifiableList());
    }

    private static List<Content> contents(ChatMessage message) {
        return message instanceof UserMessage user ? user.contents() : List.of();
    }

    /** A message that carries these vectors, in the order of their texts. */
    public static AiMessage message(List<Embedding> embeddings) {
        return AiMessage.builder()
                .attributes(Map.of(KEY, List.copyOf(embeddings)))
                .build();
    }

    /**
     * The answer of a provider.
     *
     * @param embeddings the vectors, in the order of their texts
     * @param modelName what the provider calls the model, {@code null} if it does not say
     * @param counted the tokens that the provider counted, {@code null} if it did not
     */
    public static ChatResponse of(
            List<Embedding> embeddings, @Nullable String modelName, @Nullable TokenUsage counted) {
        return ChatResponse.builder()
                .aiMessage(message(embeddings))
                .modelName(modelName)
                .tokenUsage(counted)
                .build();
    }

    /** The vectors that an answer carries, in the order of their texts; none if it carries none. */
    public static List<Embedding> embeddings(ChatResponse answer) {
        AiMessage message = answer.aiMessage();
        return message != null && message.attributes().get(KEY) instanceof List<?> carried
                ? carried.stream().map(Embedding.class::cast).toList()
                : List.of();
    }

    static boolean isIn(AiMessage message) {
        return message.attributes().get(KEY) instanceof List<?> carried && !carried.isEmpty();
    }
}
