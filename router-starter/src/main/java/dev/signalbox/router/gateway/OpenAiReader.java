package dev.signalbox.router.gateway;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.signalbox.router.execution.WireRequest;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.Preferences;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a request for a chat completion, of OpenAI's with OpenRouter's additions. */
final class OpenAiReader {

    static final String DIALECT = "openai";

    /** Those for the gateway itself, which no provider sees. */
    private static final Set<String> OURS =
            Set.of("models", "provider", "route", "session_id", "usage", "plugins", "transforms", "preset", "trace");

    /** What is said to deployments of every dialect, or is no parameter. */
    private static final Set<String> TRANSLATED = Set.of(
            "model",
            "messages",
            "stream",
            "stream_options",
            "user",
            "metadata",
            "temperature",
            "top_p",
            "top_k",
            "frequency_penalty",
            "presence_penalty",
            "max_tokens",
            "max_completion_tokens",
            "stop",
            "tools",
            "tool_choice",
            "response_format");

    /** What only some dialects know, and how it is configured. */
    private static final Map<String, String> SOME_KNOW = Map.of(
            "seed", "seed",
            "parallel_tool_calls", "parallel-tool-calls",
            "verbosity", "verbosity",
            "service_tier", "service-tier",
            "reasoning_effort", "reasoning-effort");

    /** What changes the form of the answer, so that leaving it out would be wrong. */
    private static final Set<String> SHAPES = Set.of("modalities", "audio", "logprobs", "top_logprobs", "prediction");

    private final ObjectNode body;
    private final Field request;
    private final Asker asker;
    private final Preferences.PreferencesBuilder preferences = Preferences.builder();

    OpenAiReader(ObjectNode body, Asker asker) {
        this.body = body;
        this.request = Field.of(body);
        this.asker = asker;
    }

    ChatCall read() {
        String model = request.get("model").text();
        ModelChoice choice = new ModelChoice(asker, preferences);
        CallFacts facts = choice.facts(model, request.get("models").texts());
        preferences.require(choice.require());
        new PreferencesReader(request.get("provider")).readInto(preferences, choice.require());
        OpenAiMessages messages = new OpenAiMessages();
        ChatRequest asked = ChatRequest.builder()
                .messages(messages.read(request.get("messages")))
                .parameters(parameters())
                .build();
        if (messages.needsWords() || changesShape() || requiresWhatIsNotTranslated()) {
            preferences.dialect(DIALECT);
        }
        preferences.parameters(someKnow());
        facts = new RequestFactsReader(request, request.get("user"), asker)
                .facts(facts)
                .preferring(preferences.build());
        boolean stream = request.get("stream").flag();
        return new ChatCall(
                model == null ? ModelChoice.AUTO : model, asked, facts, new WireRequest(DIALECT, words()), stream);
    }

    private ChatRequestParameters parameters() {
        DefaultChatRequestParameters.Builder<?> parameters = DefaultChatRequestParameters.builder()
                .temperature(request.get("temperature").number())
                .topP(request.get("top_p").number())
                .topK(request.get("top_k").integer())
                .frequencyPenalty(request.get("frequency_penalty").number())
                .presencePenalty(request.get("presence_penalty").number())
                .maxOutputTokens(maxTokens());
        List<String> stop = request.get("stop").texts();
        if (!stop.isEmpty()) {
            parameters.stopSequences(stop);
        }
        OpenAiTools.read(request, parameters);
        OpenAiTools.readFormat(request.get("response_format"), parameters);
        return parameters.build();
    }

    private @Nullable Integer maxTokens() {
        Integer completion = request.get("max_completion_tokens").integer();
        Field field = request.get(completion == null ? "max_tokens" : "max_completion_tokens");
        Integer limit = field.integer();
        if (limit != null && limit < 1) {
            throw field.wrong("must be at least 1");
        }
        return limit;
    }

    /** Whether every parameter must be met, and one of them is only said to deployments of the same dialect. */
    private boolean requiresWhatIsNotTranslated() {
        return request.get("provider").get("require_parameters").flag()
                && body.properties().stream()
                        .filter(field -> !field.getValue().isNull())
                        .map(Map.Entry::getKey)
                        .anyMatch(name -> !TRANSLATED.contains(name) && !OURS.contains(name));
    }

    /** Whether a translated answer would lack what the client expects in it. */
    private boolean changesShape() {
        Integer choices = request.get("n").integer();
        JsonNode modalities = body.path("modalities");
        return choices != null && choices > 1
                || SHAPES.stream()
                        .anyMatch(name -> !request.get(name).isAbsent() && isSaying(body.path(name), modalities));
    }

    /** Text alone, and no, say nothing. */
    private static boolean isSaying(JsonNode value, JsonNode modalities) {
        if (value == modalities) {
            return value.size() != 1 || !"text".equals(value.path(0).asString());
        }
        return !value.isBoolean() || value.booleanValue();
    }

    private Map<String, Object> someKnow() {
        Map<String, Object> known = new LinkedHashMap<>();
        SOME_KNOW.forEach((name, configured) -> {
            JsonNode value = body.path(name);
            if (value.isValueNode() && !value.isNull()) {
                known.put(configured, VALUE.apply(value));
            }
        });
        String effort = request.get("reasoning").get("effort").text();
        if (effort != null) {
            known.put("reasoning-effort", effort);
        }
        return known;
    }

    private static final Function<JsonNode, Object> VALUE = value ->
            value.isBoolean() ? value.booleanValue() : value.isIntegralNumber() ? value.longValue() : value.asString();

    /** What a provider of the same dialect gets: all but what is for the gateway, and reasoning as OpenAI spells it. */
    private byte[] words() {
        ObjectNode words = body.objectNode();
        body.properties().forEach(field -> {
            if (!OURS.contains(field.getKey())) {
                words.set(field.getKey(), field.getValue());
            }
        });
        JsonNode reasoning = words.remove("reasoning");
        if (reasoning != null && reasoning.path("effort").isString() && !words.has("reasoning_effort")) {
            words.set("reasoning_effort", reasoning.path("effort"));
        }
        return GatewayJson.bytes(words);
    }
}
