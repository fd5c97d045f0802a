package dev.signalbox.samples.gateway;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** LangChain4j's client of OpenAI. */
final class LangChain4jClient implements ForeignClient {

    private static final JsonObjectSchema CITY = JsonObjectSchema.builder()
            .addStringProperty("name")
            .addIntegerProperty("inhabitants")
            .required("name", "inhabitants")
            .build();

    @Override
    public Said plain(String key, String model, String text) {
        return said(ask(
                key,
                model,
                ChatRequest.builder().messages(UserMessage.from(text)).build(),
                false));
    }

    @Override
    public Said stream(String key, String model, String text) {
        return said(ask(
                key,
                model,
                ChatRequest.builder().messages(UserMessage.from(text)).build(),
                true));
    }

    private static ChatResponse ask(String key, String model, ChatRequest request, boolean stream) {
        if (!stream) {
            return OpenAiChatModel.builder()
                    .baseUrl(GatewayScene.url("/v1"))
                    .apiKey(key)
                    .modelName(model)
                    .maxRetries(0)
                    .build()
                    .chat(request);
        }
        CompletableFuture<ChatResponse> answer = new CompletableFuture<>();
        OpenAiStreamingChatModel.builder()
                .baseUrl(GatewayScene.url("/v1"))
                .apiKey(key)
                .modelName(model)
                .build()
                .chat(request, new StreamingChatResponseHandler() {
                    @Override
                    public void onPartialResponse(String piece) {}

                    @Override
                    public void onCompleteResponse(ChatResponse response) {
                        answer.complete(response);
                    }

                    @Override
                    public void onError(Throwable error) {
                        answer.completeExceptionally(error);
                    }
                });
        return answer.join();
    }

    private static Said said(ChatResponse answer) {
        Integer input = answer.tokenUsage() == null ? null : answer.tokenUsage().inputTokenCount();
        return new Said(
                String.valueOf(answer.aiMessage().text()),
                answer.modelName(),
                input == null ? null : input.longValue(),
                null);
    }

    @Override
    public Said tools(String key, String model, boolean stream) {
        ToolSpecification tool = ToolSpecification.builder()
                .name("weather")
                .description("Tells the weather in a city")
                .parameters(JsonObjectSchema.builder()
                        .addStringProperty("city")
                        .required("city")
                        .build())
                .build();
        List<ChatMessage> messages = new ArrayList<>(List.of(UserMessage.from("How is the weather?")));
        ChatResponse call = ask(key, model, request(messages, tool), stream);
        messages.add(call.aiMessage());
        for (ToolExecutionRequest each : call.aiMessage().toolExecutionRequests()) {
            messages.add(ToolExecutionResultMessage.from(
                    each, "rain in " + each.arguments().replaceAll(".*\"city\"\\s*:\\s*\"([^\"]*)\".*", "$1")));
        }
        return said(ask(key, model, request(messages, tool), stream));
    }

    private static ChatRequest request(List<ChatMessage> messages, ToolSpecification tool) {
        return ChatRequest.builder().messages(messages).toolSpecifications(tool).build();
    }

    @Override
    public Said structured(String key, String model) {
        ResponseFormat format = ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder().name("city").rootElement(CITY).build())
                .build();
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("Name a city."))
                .responseFormat(format)
                .build();
        return said(ask(key, model, request, false));
    }

    /** It has none. */
    @Override
    public @Nullable List<String> models(String key) {
        return null;
    }

    @Override
    public @Nullable Integer status(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        for (; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpException answer) {
                return answer.statusCode();
            }
        }
        return null;
    }
}
