package dev.signalbox.agent.port;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ChatMessageDeserializer;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import dev.signalbox.agent.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** What a model is asked and answers, in words that are the same again whenever the same is asked. */
@RequiredArgsConstructor
final class ModelCodec {

    private final Json json;

    /** An answer as it is kept. */
    private record Kept(
            String message,
            @Nullable String id,
            @Nullable String model,
            @Nullable FinishReason finish,
            @Nullable Integer in,
            @Nullable Integer out) {}

    /** All that a model is asked. The order of tools is chance, for it comes from reflection. */
    String content(ChatRequest request) {
        String tools = tools(request).map(ToolSpecification::toString).collect(Collectors.joining(","));
        return ChatMessageSerializer.messagesToJson(request.messages()) + tools + parameters(request.parameters());
    }

    /** What a model is asked apart from the texts of prompts. */
    String shape(ChatRequest request) {
        List<ChatMessage> messages = new ArrayList<>();
        request.messages().forEach(message -> messages.add(withoutText(message)));
        String tools = tools(request).map(ModelCodec::signature).collect(Collectors.joining(","));
        return Json.hash(ChatMessageSerializer.messagesToJson(messages) + tools);
    }

    private static Stream<ToolSpecification> tools(ChatRequest request) {
        List<ToolSpecification> tools = request.toolSpecifications();
        return tools == null ? Stream.of() : tools.stream().sorted(Comparator.comparing(ToolSpecification::name));
    }

    private static String signature(ToolSpecification tool) {
        Set<String> parameters = tool.parameters() == null
                ? Set.of()
                : new TreeSet<>(tool.parameters().properties().keySet());
        return tool.name() + parameters;
    }

    private static ChatMessage withoutText(ChatMessage message) {
        if (message instanceof SystemMessage) {
            return SystemMessage.from("-");
        }
        return message instanceof UserMessage ? UserMessage.from("-") : message;
    }

    private static String parameters(ChatRequestParameters parameters) {
        return "" + parameters.modelName() + parameters.temperature() + parameters.topP() + parameters.topK()
                + parameters.frequencyPenalty() + parameters.presencePenalty() + parameters.maxOutputTokens()
                + parameters.stopSequences() + parameters.toolChoice() + parameters.responseFormat();
    }

    /** An answer to be kept. */
    String encode(ChatResponse response) {
        ChatResponseMetadata metadata = response.metadata();
        TokenUsage usage = metadata.tokenUsage();
        return json.write(new Kept(
                ChatMessageSerializer.messageToJson(response.aiMessage()),
                metadata.id(),
                metadata.modelName(),
                metadata.finishReason(),
                usage == null ? null : usage.inputTokenCount(),
                usage == null ? null : usage.outputTokenCount()));
    }

    /** The answer that was kept. */
    ChatResponse decode(String kept) {
        Kept answer = json.read(kept, Kept.class);
        ChatResponse.Builder response =
                ChatResponse.builder().aiMessage((AiMessage) ChatMessageDeserializer.messageFromJson(answer.message()));
        if (answer.id() != null) {
            response.id(answer.id());
        }
        if (answer.model() != null) {
            response.modelName(answer.model());
        }
        if (answer.finish() != null) {
            response.finishReason(answer.finish());
        }
        return response.tokenUsage(new TokenUsage(answer.in(), answer.out())).build();
    }
}
