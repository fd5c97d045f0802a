package dev.signalbox.samples.gateway;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.JsonOutputFormat;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.OutputConfig;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import com.anthropic.models.models.ModelInfo;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Anthropic's own client. */
final class AnthropicJavaClient implements ForeignClient {

    private static final Map<String, Object> CITY = Map.of("type", "string");
    private final Map<String, AnthropicClient> clients = new ConcurrentHashMap<>();

    private AnthropicClient client(String key) {
        return clients.computeIfAbsent(
                key,
                secret -> AnthropicOkHttpClient.builder()
                        .baseUrl(GatewayScene.url(""))
                        .apiKey(secret)
                        .maxRetries(0)
                        .build());
    }

    private static MessageCreateParams.Builder asking(String model, String text) {
        return MessageCreateParams.builder().model(model).maxTokens(200).addUserMessage(text);
    }

    @Override
    public Said plain(String key, String model, String text) {
        return said(ask(key, asking(model, text).build(), false));
    }

    @Override
    public Said stream(String key, String model, String text) {
        return said(ask(key, asking(model, text).build(), true));
    }

    private Message ask(String key, MessageCreateParams request, boolean stream) {
        if (!stream) {
            return client(key).messages().create(request);
        }
        MessageAccumulator answer = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> events =
                client(key).messages().createStreaming(request)) {
            events.stream().forEach(answer::accumulate);
        }
        return answer.message();
    }

    private static Said said(Message answer) {
        String text = answer.content().stream()
                .flatMap(block -> block.text().stream())
                .map(block -> block.text())
                .collect(Collectors.joining());
        JsonValue cost = answer.usage()._additionalProperties().get("cost");
        return new Said(
                text,
                answer.model().asString(),
                answer.usage().inputTokens(),
                cost == null ? null : new BigDecimal(cost.toString()));
    }

    @Override
    public Said tools(String key, String model, boolean stream) {
        Tool tool = Tool.builder()
                .name("weather")
                .description("Tells the weather in a city")
                .inputSchema(Tool.InputSchema.builder()
                        .properties(Tool.InputSchema.Properties.builder()
                                .putAdditionalProperty("city", JsonValue.from(CITY))
                                .build())
                        .addRequired("city")
                        .build())
                .build();
        MessageCreateParams.Builder request =
                asking(model, "How is the weather?").addTool(tool);
        Message call = ask(key, request.build(), stream);
        request.addMessage(call);
        request.addUserMessageOfContentBlockParams(call.content().stream()
                .flatMap(block -> block.toolUse().stream())
                .map(AnthropicJavaClient::result)
                .toList());
        return said(ask(key, request.build(), stream));
    }

    private static ContentBlockParam result(ToolUseBlock call) {
        Map<?, ?> input = call._input().convert(Map.class);
        return ContentBlockParam.ofToolResult(ToolResultBlockParam.builder()
                .toolUseId(call.id())
                .content("rain in " + input.get("city"))
                .build());
    }

    @Override
    public Said structured(String key, String model) {
        JsonOutputFormat.Schema schema = JsonOutputFormat.Schema.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty(
                        "properties", JsonValue.from(Map.of("name", CITY, "inhabitants", Map.of("type", "integer"))))
                .putAdditionalProperty("required", JsonValue.from(List.of("name", "inhabitants")))
                .putAdditionalProperty("additionalProperties", JsonValue.from(false))
                .build();
        OutputConfig format = OutputConfig.builder()
                .format(JsonOutputFormat.builder().schema(schema).build())
                .build();
        return said(ask(key, asking(model, "Name a city.").outputConfig(format).build(), false));
    }

    @Override
    public List<String> models(String key) {
        return client(key).models().list().autoPager().stream()
                .map(ModelInfo::id)
                .toList();
    }

    @Override
    public @Nullable Integer status(Throwable failure) {
        return failure instanceof AnthropicServiceException answer ? answer.statusCode() : null;
    }
}
