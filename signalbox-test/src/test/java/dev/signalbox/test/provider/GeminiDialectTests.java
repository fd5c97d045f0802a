package dev.signalbox.test.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.googleai.GoogleAiGeminiTokenUsage;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Google's Gemini API on the wire. */
@Timeout(60)
class GeminiDialectTests {

    private static final String PLAIN = "/v1beta/models/gemini:generateContent";

    private static final String STREAM = "/v1beta/models/gemini:streamGenerateContent?alt=sse";

    private static final String END = ",\"modelVersion\":\"gemini\",\"responseId\":\"resp-1\"}";

    private final FakeProvider provider = FakeProvider.start();

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void plainAnswerHoldsItsParts() throws Exception {
        provider.reply(FakeReply.text("Hi")
                .thinking("Hm", "c2ln")
                .andToolCall("weather", "{\"city\": \"Paris\"}")
                .andToolCall("time", "")
                .usage(100, 50)
                .cachedTokens(60)
                .reasoningTokens(30));

        assertThat(post(PLAIN).body())
                .isEqualTo("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hm\",\"thought\":true},"
                        + "{\"text\":\"Hi\"},{\"functionCall\":{\"name\":\"weather\",\"args\":{\"city\": \"Paris\"}},"
                        + "\"thoughtSignature\":\"c2ln\"},{\"functionCall\":{\"name\":\"time\",\"args\":{}}}],"
                        + "\"role\":\"model\"},\"finishReason\":\"STOP\",\"index\":0}],"
                        + "\"usageMetadata\":{\"promptTokenCount\":100,\"cachedContentTokenCount\":60,"
                        + "\"candidatesTokenCount\":20,\"thoughtsTokenCount\":30,\"totalTokenCount\":150}" + END);
    }

    @Test
    void streamHoldsAnAnswerForEachPiece() throws Exception {
        provider.reply(FakeReply.text("one two").thinking("Hm", "c2ln").usage(9, 4));

        HttpResponse<String> response = post(STREAM);

        String soFar = "\"role\":\"model\"},\"index\":0}],"
                + "\"usageMetadata\":{\"promptTokenCount\":9,\"totalTokenCount\":9}" + END + "\n\n";
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(response.body())
                .isEqualTo(begin("{\"text\":\"Hm\",\"thought\":true}") + soFar
                        + begin("{\"text\":\"one \"}") + soFar
                        + begin("{\"text\":\"two\"}") + soFar
                        + begin("{\"text\":\"\",\"thoughtSignature\":\"c2ln\"}")
                        + "\"role\":\"model\"},\"finishReason\":\"STOP\",\"index\":0}],"
                        + "\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":4,\"totalTokenCount\":13}"
                        + END + "\n\n");
    }

    @Test
    void usageTellsThoughtsApart() throws Exception {
        provider.always(FakeReply.text("Hi").usage(120, 45).cachedTokens(100).reasoningTokens(30));
        DialectClient client = DialectClient.GEMINI;

        var plain = (GoogleAiGeminiTokenUsage)
                client.model(provider).chat(Clients.request("Hello")).tokenUsage();
        var streamed = (GoogleAiGeminiTokenUsage)
                client.stream(provider, Clients.request("Hello")).response().tokenUsage();

        assertThat(plain.inputTokenCount()).isEqualTo(120);
        assertThat(plain.cachedContentTokenCount()).isEqualTo(100);
        assertThat(plain.outputTokenCount()).isEqualTo(15);
        assertThat(plain.thoughtsTokenCount()).isEqualTo(30);
        assertThat(plain.totalTokenCount()).isEqualTo(165);
        assertThat(streamed).isEqualTo(plain);
    }

    @Test
    void usageCanBeLeftOut() throws Exception {
        provider.always(FakeReply.text("Hi").noUsage());

        assertThat(post(PLAIN).body()).contains("\"Hi\"").doesNotContain("usage");
        assertThat(post(STREAM).body()).contains("\"Hi\"").doesNotContain("usage");
    }

    @Test
    void finishReasonsAreGeminisOrAsTheyAre() throws Exception {
        FakeReply reply = FakeReply.text("Hi");
        provider.reply(reply.finishReason("content_filter"), reply.finishReason("RECITATION"), reply.noFinish());

        assertThat(post(PLAIN).body()).contains("\"finishReason\":\"SAFETY\"");
        assertThat(post(PLAIN).body()).contains("\"finishReason\":\"RECITATION\"");
        assertThat(post(PLAIN).body()).doesNotContain("finishReason", "candidatesTokenCount");
    }

    @Test
    void errorWithinAStreamIsOverheardByTheClient() throws Exception {
        provider.always(FakeReply.text("one two three").errorAfter(1, 503, "Overloaded"));
        String error = "{\"error\":{\"code\":503,\"message\":\"Overloaded\",\"status\":\"UNAVAILABLE\"}}";

        RecordedStream stream = DialectClient.GEMINI.stream(provider, Clients.request("Hello"));

        assertThat(stream.response().aiMessage().text()).isEqualTo("one ");
        assertThat(stream.response().finishReason()).isNull();
        assertThat(post(STREAM).body()).doesNotContain("two").endsWith("data: " + error + "\n\n");
        assertThat(post(PLAIN).body()).isEqualTo(error);
    }

    @Test
    void rateLimitTellsInItsBodyWhenToRetry() throws Exception {
        provider.reply(
                FakeReply.rateLimited(Duration.ofSeconds(7)),
                FakeReply.rateLimited(Duration.ofMillis(37_250)),
                FakeReply.error(429));

        HttpResponse<String> response = post(PLAIN);
        JsonNode error = Json.parse(response.body()).path("error");

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).isEmpty();
        assertThat(error.path("status").asString()).isEqualTo("RESOURCE_EXHAUSTED");
        assertThat(error.at("/details/0").toString())
                .isEqualTo("{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"7s\"}");
        assertThat(post(PLAIN).body()).contains("\"retryDelay\":\"37.250000000s\"");
        assertThat(post(PLAIN).body()).doesNotContain("details");
    }

    @Test
    void errorsAreGooglesOrAsTheScriptSays() throws Exception {
        provider.reply(
                FakeReply.error(401),
                FakeReply.error(404),
                FakeReply.error(400, null, "Too long"),
                FakeReply.error(400, "FAILED_PRECONDITION", "Not here"));

        assertThat(post(PLAIN).body()).contains("\"code\":401", "\"status\":\"UNAUTHENTICATED\"");
        assertThat(post(PLAIN).body()).contains("models/gemini is not found", "\"status\":\"NOT_FOUND\"");
        assertThat(post(PLAIN).body()).contains("Too long", "\"status\":\"INVALID_ARGUMENT\"");
        assertThat(post(PLAIN).body()).contains("Not here", "\"status\":\"FAILED_PRECONDITION\"");
    }

    @Test
    void keyMayStandInTheQueryAndIsNotTold() throws Exception {
        provider.requireKey("sk right&");

        HttpResponse<String> right = post(PLAIN + "?key=sk+right%26");
        HttpResponse<String> wrong = post(PLAIN + "?key=sk-wrong");
        HttpResponse<String> none = post(STREAM);

        assertThat(right.statusCode()).isEqualTo(200);
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(Json.parse(wrong.body()).at("/error/details/0/reason").asString())
                .isEqualTo("API_KEY_INVALID");
        assertThat(none.statusCode()).isEqualTo(400);
        assertThat(provider.requests().toString()).doesNotContain("key=", "right");
    }

    @Test
    void requestsThatItDoesNotKnowAreRefusedAsGoogleDoes() throws Exception {
        HttpResponse<String> noSse = post("/v1beta/models/gemini:streamGenerateContent");
        HttpResponse<String> unreadable = Clients.postTo(provider, PLAIN, "{\"messages\":[]}");
        HttpResponse<String> models = Clients.postTo(provider, "/v1beta/models", "{}");

        assertThat(noSse.statusCode()).isEqualTo(404);
        assertThat(noSse.body()).contains("\"NOT_FOUND\"", "alt=sse");
        assertThat(unreadable.statusCode()).isEqualTo(400);
        assertThat(unreadable.body()).contains("'contents'", "\"INVALID_ARGUMENT\"");
        assertThat(models.statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> post(String path) throws Exception {
        return Clients.postTo(provider, path, "{\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]}");
    }

    private static String begin(String part) {
        return "data: {\"candidates\":[{\"content\":{\"parts\":[" + part + "],";
    }
}
