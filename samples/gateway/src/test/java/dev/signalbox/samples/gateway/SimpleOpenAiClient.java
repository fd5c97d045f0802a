package dev.signalbox.samples.gateway;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.sashirestela.cleverclient.retry.RetryConfig;
import io.github.sashirestela.cleverclient.support.CleverClientException;
import io.github.sashirestela.openai.SimpleOpenAI;
import io.github.sashirestela.openai.common.ResponseFormat;
import io.github.sashirestela.openai.common.StreamOptions;
import io.github.sashirestela.openai.common.Usage;
import io.github.sashirestela.openai.common.function.FunctionDef;
import io.github.sashirestela.openai.common.function.FunctionExecutor;
import io.github.sashirestela.openai.common.function.Functional;
import io.github.sashirestela.openai.common.tool.ToolCall;
import io.github.sashirestela.openai.domain.chat.Chat;
import io.github.sashirestela.openai.domain.chat.ChatMessage;
import io.github.sashirestela.openai.domain.chat.ChatMessage.ToolMessage;
import io.github.sashirestela.openai.domain.chat.ChatMessage.UserMessage;
import io.github.sashirestela.openai.domain.chat.ChatRequest;
import io.github.sashirestela.openai.domain.model.Model;
import io.github.sashirestela.openai.exception.OpenAIException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A client by the community. */
final class SimpleOpenAiClient implements ForeignClient {

    private final Map<String, SimpleOpenAI> clients = new ConcurrentHashMap<>();

    /** The tool. */
    public static class Weather implements Functional {

        /** Where. */
        @JsonProperty(required = true)
        public String city = "";

        @Override
        public Object execute() {
            return "rain in " + city;
        }
    }

    /** The form of an answer. */
    public static class City {

        /** Its name. */
        @JsonProperty(required = true)
        public String name = "";

        /** How many live there. */
        @JsonProperty(required = true)
        public int inhabitants;
    }

    private SimpleOpenAI client(String key) {
        return clients.computeIfAbsent(
                key,
                secret -> SimpleOpenAI.builder()
                        .apiKey(secret)
                        .baseUrl(GatewayScene.url(""))
                        .retryConfig(RetryConfig.builder().maxAttempts(1).build())
                        .build());
    }

    private static ChatRequest.ChatRequestBuilder asking(String model, String text) {
        return ChatRequest.builder().model(model).message(UserMessage.of(text));
    }

    @Override
    public Said plain(String key, String model, String text) {
        return said(List.of(client(key)
                .chatCompletions()
                .create(asking(model, text).build())
                .join()));
    }

    @Override
    public Said stream(String key, String model, String text) {
        return said(chunks(key, asking(model, text)));
    }

    private List<Chat> chunks(String key, ChatRequest.ChatRequestBuilder request) {
        return client(key)
                .chatCompletions()
                .createStream(request.streamOptions(StreamOptions.of(true)).build())
                .join()
                .toList();
    }

    private static Said said(List<Chat> chunks) {
        StringBuilder text = new StringBuilder();
        for (Chat chunk : chunks) {
            if (!chunk.getChoices().isEmpty() && chunk.firstContent() != null) {
                text.append(chunk.firstContent());
            }
        }
        Chat last = chunks.get(chunks.size() - 1);
        Usage usage = last.getUsage();
        return new Said(
                text.toString(),
                last.getModel(),
                usage == null ? null : usage.getPromptTokens().longValue(),
                null);
    }

    @Override
    public Said tools(String key, String model, boolean stream) {
        FunctionExecutor functions = new FunctionExecutor();
        functions.enrollFunction(FunctionDef.builder()
                .name("weather")
                .description("Tells the weather in a city")
                .functionalClass(Weather.class)
                .build());
        List<ChatMessage> messages = new ArrayList<>(List.of(UserMessage.of("How is the weather?")));
        ChatRequest.ChatRequestBuilder request =
                ChatRequest.builder().model(model).messages(messages).tools(functions.getToolFunctions());
        ChatMessage.ResponseMessage call =
                client(key).chatCompletions().create(request.build()).join().firstMessage();
        ToolCall toolCall = call.getToolCalls().get(0);
        String result = functions.execute(toolCall.getFunction());
        ChatRequest.ChatRequestBuilder next = ChatRequest.builder()
                .model(model)
                .message(messages.get(0))
                .message(call)
                .message(ToolMessage.of(result, toolCall.getId()))
                .tools(functions.getToolFunctions());
        return stream
                ? said(chunks(key, next))
                : said(List.of(
                        client(key).chatCompletions().create(next.build()).join()));
    }

    @Override
    public Said structured(String key, String model) {
        ResponseFormat format = ResponseFormat.jsonSchema(ResponseFormat.JsonSchema.builder()
                .name("city")
                .schemaClass(City.class)
                .build());
        ChatRequest request =
                asking(model, "Name a city.").responseFormat(format).build();
        return said(List.of(client(key).chatCompletions().create(request).join()));
    }

    @Override
    public List<String> models(String key) {
        return client(key).models().getList().join().stream().map(Model::getId).toList();
    }

    @Override
    public @Nullable Integer status(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OpenAIException answer) {
                return answer.getResponseInfo().getStatus();
            } else if (cause instanceof CleverClientException plain
                    && plain.responseInfo().isPresent()) {
                return plain.responseInfo().get().getStatusCode();
            }
        }
        return null;
    }
}
