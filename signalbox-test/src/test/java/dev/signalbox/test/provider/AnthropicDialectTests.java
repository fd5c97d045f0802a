package dev.signalbox.test.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Anthropic's Messages on the wire. */
@Timeout(60)
class AnthropicDialectTests {

    private static final String HELLO = Clients.body("claude", "Hello", false);

    private static final String STREAM = Clients.body("claude", "Hello", true);

    private final FakeProvider provider = FakeProvider.start();

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void plainMessageHoldsItsBlocks() throws Exception {
        provider.reply(FakeReply.text("Hi")
                .thinking("Hm", "sig")
                .andToolCall("weather", "{\"city\": \"Paris\"}")
                .usage(100, 20)
                .cachedTokens(60)
                .cacheWriteTokens(30));

        assertThat(post(HELLO).body())
                .isEqualTo(
                        "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude\",\"content\":["
                                + "{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"sig\"},"
                                + "{\"type\":\"text\",\"text\":\"Hi\"},"
                                + "{\"type\":\"tool_use\",\"id\":\"toolu_1_0\",\"name\":\"weather\",\"input\":{\"city\": \"Paris\"}}],"
                                + "\"stop_reason\":\"tool_use\",\"stop_sequence\":null,"
                                + "\"usage\":{\"input_tokens\":10,\"cache_creation_input_tokens\":30,"
                                + "\"cache_read_input_tokens\":60,\"output_tokens\":20}}");
    }

    @Test
    void streamHoldsEventsOfEachBlockInOrder() throws Exception {
        provider.reply(FakeReply.text("one two")
                .thinking("Hm", "sig")
                .andToolCall("weather", "{\"city\":\"Paris\"}")
                .usage(100, 20)
                .cachedTokens(60));

        HttpResponse<String> response = post(STREAM);

        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(response.body())
                .isEqualTo(event(
                                "message_start",
                                "\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\","
                                        + "\"model\":\"claude\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,"
                                        + "\"usage\":{\"input_tokens\":40,\"cache_creation_input_tokens\":0,"
                                        + "\"cache_read_input_tokens\":60,\"output_tokens\":1}}")
                        + "event: ping\ndata: {\"type\":\"ping\"}\n\n"
                        + start(0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}")
                        + delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"Hm\"}")
                        + delta(0, "{\"type\":\"signature_delta\",\"signature\":\"sig\"}")
                        + event("content_block_stop", "\"index\":0")
                        + start(1, "{\"type\":\"text\",\"text\":\"\"}")
                        + delta(1, "{\"type\":\"text_delta\",\"text\":\"one \"}")
                        + delta(1, "{\"type\":\"text_delta\",\"text\":\"two\"}")
                        + event("content_block_stop", "\"index\":1")
                        + start(2, "{\"type\":\"tool_use\",\"id\":\"toolu_1_0\",\"name\":\"weather\",\"input\":{}}")
                        + delta(2, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"city\\\":\"}")
                        + delta(2, "{\"type\":\"input_json_delta\",\"partial_json\":\"\\\"Paris\\\"}\"}")
                        + event("content_block_stop", "\"index\":2")
                        + event(
                                "message_delta",
                                "\"delta\":{\"stop_reason\":\"tool_use\","
                                        + "\"stop_sequence\":null},\"usage\":{\"output_tokens\":20}")
                        + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    }

    @Test
    void usageTellsPlainAndCachedInputApart() throws Exception {
        provider.always(FakeReply.text("Hi").usage(120, 45).cachedTokens(100).cacheWriteTokens(5));
        DialectClient client = DialectClient.ANTHROPIC;

        var plain = (AnthropicTokenUsage)
                client.model(provider).chat(Clients.request("Hello")).tokenUsage();
        var streamed = (AnthropicTokenUsage)
                client.stream(provider, Clients.request("Hello")).response().tokenUsage();

        assertThat(plain.inputTokenCount()).isEqualTo(15);
        assertThat(plain.cacheReadInputTokens()).isEqualTo(100);
        assertThat(plain.cacheCreationInputTokens()).isEqualTo(5);
        assertThat(plain.outputTokenCount()).isEqualTo(45);
        assertThat(streamed).isEqualTo(plain);
    }

    @Test
    void usageCanBeLeftOut() throws Exception {
        provider.always(FakeReply.text("Hi").noUsage());

        assertThat(post(HELLO).body()).contains("\"Hi\"").doesNotContain("usage");
        assertThat(post(STREAM).body()).contains("\"Hi\"").doesNotContain("usage");
    }

    @Test
    void finishReasonsAreAnthropicsOrAsTheyAre() throws Exception {
        FakeReply reply = FakeReply.text("Hi");
        provider.reply(reply, reply.finishReason("content_filter"), reply.finishReason("pause_turn"), reply.noFinish());

        assertThat(post(HELLO).body()).contains("\"stop_reason\":\"end_turn\"");
        assertThat(post(HELLO).body()).contains("\"stop_reason\":\"refusal\"");
        assertThat(post(HELLO).body()).contains("\"stop_reason\":\"pause_turn\"");
        assertThat(post(HELLO).body()).contains("\"stop_reason\":null").doesNotContain("usage");
    }

    @Test
    void endWithoutFinishLeavesTheClientWaiting() throws Exception {
        provider.always(FakeReply.text("one two").noFinish());

        assertThat(post(STREAM).body())
                .contains("\"two\"", "\"input_tokens\"")
                .doesNotContain("message_delta", "message_stop")
                .endsWith(event("content_block_stop", "\"index\":0"));
    }

    @Test
    void hiddenThoughtsAreSignedAllTheSame() throws Exception {
        provider.reply(FakeReply.text("Hi").thinking("", "sig"));

        assertThat(post(STREAM).body())
                .contains(start(0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}")
                        + delta(0, "{\"type\":\"signature_delta\",\"signature\":\"sig\"}")
                        + event("content_block_stop", "\"index\":0"));
    }

    @Test
    void errorsAreAnthropics() throws Exception {
        provider.reply(
                FakeReply.error(404),
                FakeReply.error(529),
                FakeReply.error(429),
                FakeReply.error(400, null, "prompt is too long"),
                FakeReply.error(400, "odd_error", "Odd"));

        assertThat(post(HELLO).body()).isEqualTo(error("not_found_error", "model: claude"));
        assertThat(post(HELLO).body()).isEqualTo(error("overloaded_error", "Overloaded"));
        assertThat(post(HELLO).body()).contains("\"rate_limit_error\"");
        assertThat(post(HELLO).body()).isEqualTo(error("invalid_request_error", "prompt is too long"));
        assertThat(post(HELLO).body()).isEqualTo(error("odd_error", "Odd"));
    }

    @Test
    void requestsThatItDoesNotKnowAreRefusedAsAnthropicDoes() throws Exception {
        HttpResponse<String> unreadable = post("{no");
        HttpResponse<String> unknown = Clients.postTo(provider, "/v1/messages/batches", HELLO);
        provider.requireKey("sk-right");
        HttpResponse<String> refused = post(HELLO);

        assertThat(unreadable.statusCode()).isEqualTo(400);
        assertThat(unreadable.body()).contains("\"type\":\"invalid_request_error\"");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("\"type\":\"not_found_error\"").doesNotContain("model:");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).isEqualTo(error("authentication_error", "invalid x-api-key"));
    }

    @Test
    void errorWithinAStreamReachesTheClient() throws Exception {
        FakeReply reply = FakeReply.text("one two three").errorAfter(1, 529, "Overloaded");
        provider.always(reply);

        RecordedStream stream = DialectClient.ANTHROPIC.stream(provider, Clients.request("Hello"));

        assertThat(stream.error()).hasMessage("Overloaded");
        assertThat(stream.texts()).containsExactly("one ");
        assertThat(post(STREAM).body())
                .doesNotContain("two", "message_stop")
                .endsWith("event: error\ndata: " + error("overloaded_error", "Overloaded") + "\n\n");
        assertThat(post(HELLO).body()).isEqualTo(error("overloaded_error", "Overloaded"));
    }

    @Test
    void resultsOfToolsAreNoWordsOfTheUser() throws Exception {
        post("""
                {"model":"claude","system":[{"type":"text","text":"Brief"}],"messages":[
                {"role":"user","content":[{"type":"text","text":"How "},{"type":"text","text":"is it?"}]},
                {"role":"assistant","content":[{"type":"tool_use","id":"t","name":"weather","input":{}}]},
                {"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"Sunny"}]}]}""");

        assertThat(provider.requests().get(0).lastUserText()).isEqualTo("How is it?");
        assertThat(provider.requests().get(0).characters()).isEqualTo("BriefHow is it?".length());
    }

    private HttpResponse<String> post(String body) throws Exception {
        return Clients.postTo(provider, "/v1/messages", body, "anthropic-version", "2023-06-01");
    }

    private static String start(int index, String block) {
        return event("content_block_start", "\"index\":" + index + ",\"content_block\":" + block);
    }

    private static String delta(int index, String delta) {
        return event("content_block_delta", "\"index\":" + index + ",\"delta\":" + delta);
    }

    private static String event(String type, String fields) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + fields + "}\n\n";
    }

    private static String error(String type, String message) {
        return "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message + "\"}}";
    }
}
