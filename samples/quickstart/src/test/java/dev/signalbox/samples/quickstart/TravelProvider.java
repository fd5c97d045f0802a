package dev.signalbox.samples.quickstart;

import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import dev.signalbox.test.provider.ReceivedRequest;
import java.util.concurrent.CountDownLatch;

/** A provider process for the tests: prints its URL and then answers like a travel agent, counting tokens of its own. */
final class TravelProvider {

    private TravelProvider() {}

    public static void main(String[] args) throws InterruptedException {
        String name = args[0];
        FakeProvider provider = FakeProvider.start();
        provider.when(
                TravelProvider::isStructured,
                FakeReply.json("{\"destination\":\"Bergen\",\"days\":[\"Bryggen\",\"Floyen\"]}")
                        .usage(120, 45)
                        .cachedTokens(20));
        provider.when(
                request -> isAbout(request, "weather") && !hasToolResult(request),
                FakeReply.toolCall("weather", "{\"city\":\"Bergen\"}").usage(80, 12));
        provider.when(
                TravelProvider::hasToolResult,
                FakeReply.text("Take a raincoat, says " + name + ".").usage(101, 9));
        provider.always(FakeReply.text("Yes, says " + name + ".").usage(33, 7));
        System.out.println(provider.baseUrl());
        new CountDownLatch(1).await();
    }

    private static boolean isStructured(ReceivedRequest request) {
        return request.json().has("response_format");
    }

    private static boolean isAbout(ReceivedRequest request, String subject) {
        return request.lastUserText().contains(subject);
    }

    private static boolean hasToolResult(ReceivedRequest request) {
        return request.body().contains("\"role\":\"tool\"") || request.body().contains("\"role\" : \"tool\"");
    }
}
