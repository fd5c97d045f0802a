package dev.signalbox.samples.gateway;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIServiceException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.completions.CompletionUsage;
import com.openai.models.models.Model;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** OpenAI's own client. */
final class OpenAiJavaClient implements ForeignClient {

    private static final Map<String, Object> CITY = Map.of("type", "string");
    private final Map<String, OpenAIClient> clients = new ConcurrentHashMap<>();

    private OpenAIClient client(String key) {
        return clients.computeIfAbsent(
                key,
                secret -> OpenAIOkHttpClient.builder()
                        .baseUrl(GatewayScene.url("/v1"))
                        .apiKey(secret)
                        .maxRetries(0)
                        .build());
    }

    private static ChatCompletionCreateParams.Builder asking(String model, String text) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage(text);
    }

    @Override
    public Said plain(String key, String model, String text) {
        return said(ask(key, asking(model, text).build(), false));
    }

    @Override
    public Said stream(String key, String model, String text) {
        return said(ask(key, asking(model, text).build(), true));
    }

    private ChatCompletion ask(String key, ChatCompletionCreateParams request, boolean stream) {
        if (!stream) {
            return client(key).chat().completions().create(request);
        }
        ChatCompletionAccumulator answer = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> chunks =
                client(key).chat().completions().createStreaming(request)) {
            chunks.stream().forEach(answer::accumulate);
        }
        return answer.chatCompletion();
    }

    private static Said said(ChatCompletion answer) {
        CompletionUsage usage = answer.usage().orElse(null);
        JsonValue cost = usage == null ? null : usage._additionalProperties().get("cost");
        return new Said(
                answer.choices().get(0).message().content().orElse(""),
                answer.model(),
                usage == null ? null : usage.promptTokens(),
                cost == null ? null : new BigDecimal(cost.toString()));
    }

    @Override
    public Said tools(String key, String model, boolean stream) {
        ChatCompletionFunctionTool tool = ChatCompletionFunctionTool.builder()
                .function(FunctionDefinition.builder()
                        .name("weather")
                        .description("Tells the weather in a city")
                        .parameters(FunctionParameters.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .putAdditionalProperty("properties", JsonValue.from(Map.of("city", CITY)))
                                .putAdditionalProperty("required", JsonValue.from(List.of("city")))
                                .build())
                        .build())
                .build();
        ChatCompletionCreateParams.Builder request =
                asking(model, "How is the weather?").addTool(tool);
        ChatCompletionMessage call =
                ask(key, request.build(), stream).choices().get(0).message();
        request.addMessage(call);
        call.toolCalls()
                .orElseThrow()
                .forEach(each -> request.addMessage(ChatCompletionToolMessageParam.builder()
                        .toolCallId(each.asFunction().id())
                        .content("rain in " + city(each.asFunction().function().arguments()))
                        .build()));
        return said(ask(key, request.build(), stream));
    }

    private static String city(String arguments) {
        return arguments.replaceAll(".*\"city\"\\s*:\\s*\"([^\"]*)\".*", "$1");
    }

    @Override
    public Said structured(String key, String model) {
        ResponseFormatJsonSchema.JsonSchema.Schema schema = ResponseFormatJsonSchema.JsonSchema.Schema.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty(
                        "properties", JsonValue.from(Map.of("name", CITY, "inhabitants", Map.of("type", "integer"))))
                .putAdditionalProperty("required", JsonValue.from(List.of("name", "inhabitants")))
                .putAdditionalProperty("additionalProperties", JsonValue.from(false))
                .build();
        ResponseFormatJsonSchema format = ResponseFormatJsonSchema.builder()
                .jsonSchema(ResponseFormatJsonSchema.JsonSchema.builder()
                        .name("city")
                        .schema(schema)
                        .strict(true)
                        .build())
                .build();
        return said(
                ask(key, asking(model, "Name a city.").responseFormat(format).build(), false));
    }

    @Override
    public List<String> models(String key) {
        return client(key).models().list().data().stream().map(Model::id).toList();
    }

    @Override
    public @Nullable Integer status(Throwable failure) {
        return failure instanceof OpenAIServiceException answer ? answer.statusCode() : null;
    }
}
