package dev.signalbox.test.contract;

import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import dev.signalbox.test.provider.ReceivedRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Knows what LangChain4j's contract tests ask, and answers as the model would that they were written for. */
final class Oracle {

    private static final String[] CAPITAL = "The capital of Germany is Berlin and 4 is the sum.".split("(?<= )");
    private static final FakeReply WEATHER = FakeReply.toolCall("getWeather", "{\"city\":\"Munich\"}");

    private final FakeProvider provider;

    private Oracle(FakeProvider provider) {
        this.provider = provider;
    }

    /** Teaches the provider all answers. */
    static void teach(FakeProvider provider) {
        Oracle oracle = new Oracle(provider);
        oracle.limits();
        oracle.afterTools();
        oracle.tools();
        oracle.formats();
        oracle.images();
        oracle.texts();
    }

    private void limits() {
        for (int limit : new int[] {1, 5, 7}) {
            String text = String.join("", Arrays.copyOf(CAPITAL, limit));
            provider.when(
                    request -> request.json().path("max_tokens").asInt(0) == limit,
                    FakeReply.text(text).usage(12, limit).finishReason("length"));
        }
    }

    private void afterTools() {
        Predicate<ReceivedRequest> after = request -> roles(request, "tool") > 0;
        Predicate<ReceivedRequest> formatted = Oracle::wantsJson;
        provider.when(after.and(formatted), FakeReply.json("{\"weather\": \"sunny\"}"));
        provider.when(after.and(says("time now")), FakeReply.text("It is 10:14 now."));
        provider.when(after.and(says("France")), FakeReply.text("Munich is sunny and France has 14:35."));
        provider.when(after, FakeReply.text("It is sunny in Munich."));
    }

    private void tools() {
        Predicate<ReceivedRequest> offered =
                request -> !request.json().path("tools").isMissingNode();
        provider.when(offered.and(says("France")), WEATHER.andToolCall("getTime", "{\"country\":\"France\"}"));
        provider.when(offered.and(says("time now")), FakeReply.toolCall("get_current_time", "{}"));
        provider.when(offered.and(says("weather in Munich")), WEATHER);
        provider.when(
                offered.and(says("I live in Munich"))
                        .and(request ->
                                request.json().path("tool_choice").asString("").equals("required")),
                WEATHER);
    }

    private void formats() {
        Predicate<ReceivedRequest> formatted = Oracle::wantsJson;
        provider.when(formatted.and(says("capital of Germany")), FakeReply.json("{\"city\": \"Berlin\"}"));
    }

    private void images() {
        provider.when(request -> pictures(request) == 1, FakeReply.text("I see a cat."));
        provider.when(request -> pictures(request) == 2, FakeReply.text("I see a cat, and dice."));
    }

    private void texts() {
        provider.when(says("capital of Germany"), FakeReply.text(String.join("", CAPITAL)));
        provider.when(
                says("I love you").and(request -> roles(request, "system") == 1), FakeReply.text("Ich liebe dich"));
        provider.when(
                says("favorite color").and(request -> roles(request, "assistant") == 1),
                FakeReply.text("Your favorite color is green"));
        provider.when(
                says("Hello World").and(request -> request.json().path("stop").size() == 2), FakeReply.text("Hello"));
        provider.when(
                says("long story"),
                FakeReply.text("Once upon a time there was a cat. ".repeat(200)).pause(Duration.ofMillis(5)));
        provider.when(says("this message will fail"), FakeReply.error(400, "invalid_value", "As was announced."));
    }

    private static Predicate<ReceivedRequest> says(String words) {
        return request -> request.lastUserText().contains(words);
    }

    private static boolean wantsJson(ReceivedRequest request) {
        return request.json().path("response_format").path("type").asString("").startsWith("json");
    }

    private static long roles(ReceivedRequest request, String role) {
        return request.json()
                .path("messages")
                .valueStream()
                .filter(message -> message.path("role").asString("").equals(role))
                .count();
    }

    private static long pictures(ReceivedRequest request) {
        return request.json()
                .path("messages")
                .valueStream()
                .flatMap(message -> message.path("content").valueStream())
                .map((JsonNode part) -> part.path("image_url").path("url").asString(""))
                .filter(url -> url.startsWith("data:image/jpeg;base64,") || url.startsWith("https:"))
                .count();
    }
}
