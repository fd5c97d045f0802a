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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a request for a message, of Anthropic's with OpenRouter's additions. */
final class AnthropicReader {

    static final String DIALECT = "anthropic";

    private static final int MAX_FALLBACKS = 3;

    /** What lets the provider do more than answer, so that leaving it out would be wrong. */
    private static final Set<String> SERVER_SIDE = Set.of("mcp_servers", "container");

    private final ObjectNode body;
    private final Field request;
    private final Asker asker;
    private final Preferences.PreferencesBuilder preferences = Preferences.builder();
    private final AnthropicMessages messages = new AnthropicMessages();
    private final AnthropicTools tools = new AnthropicTools();

    AnthropicReader(ObjectNode body, Asker asker) {
        this.body = body;
        this.request = Field.of(body);
        this.asker = asker;
    }

    ChatCall read() {
        String model = request.get("model").text();
        ModelChoice choice = new ModelChoice(asker, preferences);
        CallFacts facts = choice.facts(model, fallbacks());
        preferences.require(choice.require());
        new PreferencesReader(request.get("provider")).readInto(preferences, choice.require());
        ChatRequest asked = ChatRequest.builder()
                .messages(messages.read(request.get("system"), request.get("messages")))
                .parameters(parameters())
                .build();
        if (needsWords()) {
            preferences.dialect(DIALECT);
        }
        preferences.parameters(someKnow());
        Field user = request.get("metadata").get("user_id");
        facts = new RequestFactsReader(request, user.isAbsent() ? request.get("user") : user, asker)
                .facts(facts)
                .preferring(preferences.build());
        boolean stream = request.get("stream").flag();
        return new ChatCall(model == null ? ModelChoice.AUTO : model, asked, facts, words(), stream);
    }

    private WireRequest words() {
        String beta = asker.beta();
        return new WireRequest(
                DIALECT, AnthropicWords.of(body, asker.tags()), beta == null ? Map.of() : Map.of(Asker.BETA, beta));
    }

    private List<String> fallbacks() {
        Field models = request.get("models");
        Field fallbacks = request.get("fallbacks");
        List<Field> entries = fallbacks.elements();
        if (entries.isEmpty()) {
            return models.texts();
        } else if (!models.isAbsent()) {
            throw fallbacks.wrong("cannot stand together with 'models'");
        } else if (entries.size() > MAX_FALLBACKS) {
            throw fallbacks.wrong("must have at most " + MAX_FALLBACKS + " entries");
        }
        return entries.stream().map(entry -> entry.get("model").requiredText()).toList();
    }

    private ChatRequestParameters parameters() {
        DefaultChatRequestParameters.Builder<?> parameters = DefaultChatRequestParameters.builder()
                .maxOutputTokens(maxTokens())
                .temperature(request.get("temperature").number())
                .topP(request.get("top_p").number())
                .topK(request.get("top_k").integer());
        List<String> stop = request.get("stop_sequences").texts();
        if (!stop.isEmpty()) {
            parameters.stopSequences(stop);
        }
        tools.read(request, parameters);
        AnthropicTools.readFormat(request.get("output_config").get("format"), parameters);
        return parameters.build();
    }

    private int maxTokens() {
        Field field = request.get("max_tokens");
        Integer limit = field.integer();
        if (limit == null || limit < 1) {
            throw field.wrong("must be a whole number from 1 on");
        }
        return limit;
    }

    private boolean needsWords() {
        return messages.needsWords()
                || tools.needsWords()
                || SERVER_SIDE.stream().anyMatch(name -> {
                    JsonNode value = body.path(name);
                    return value.isString() || !value.isEmpty();
                });
    }

    private Map<String, Object> someKnow() {
        Map<String, Object> known = new LinkedHashMap<>();
        Field thinking = request.get("thinking");
        if (thinking.object() != null) {
            think(thinking, known);
        }
        String effort = request.get("output_config").get("effort").text();
        if (effort != null) {
            known.put("reasoning-effort", effort.equals("max") ? "xhigh" : effort);
        }
        Field sequential = request.get("tool_choice").get("disable_parallel_tool_use");
        if (!sequential.isAbsent()) {
            known.put("parallel-tool-calls", !sequential.flag());
        }
        return known;
    }

    private static void think(Field thinking, Map<String, Object> known) {
        Field type = thinking.get("type");
        switch (type.requiredText()) {
            case "enabled" -> {
                Field budget = thinking.get("budget_tokens");
                Integer tokens = budget.integer();
                if (tokens == null) {
                    throw budget.wrong("must be a whole number");
                }
                known.put("thinking-budget-tokens", tokens);
            }
            case "adaptive", "disabled" -> known.put("thinking", type.requiredText());
            default -> throw type.wrong("must be enabled, adaptive or disabled");
        }
    }
}
