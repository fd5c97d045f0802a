package dev.signalbox.test.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The provider's HTTP, byte by byte. */
@Timeout(60)
class WireTests {

    private static final String HELLO = Clients.body("any", "Hello", false);

    private static final List<String> NOT_HTTP = List.of(
            "\u0016\u0003\u0001",
            "Hello\r\n",
            "GET / HTTP/2\r\n",
            "GET / HTTP/1.1\r\nno header\r\n",
            "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n");

    private final FakeProvider provider = FakeProvider.start();

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void rateLimitTellsWhenToRetry() throws Exception {
        provider.reply(FakeReply.rateLimited(Duration.ofSeconds(7)));

        HttpResponse<String> response = Clients.post(provider, HELLO);

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("retry-after")).hasValue("7");
        assertThat(response.body()).contains("\"code\":\"rate_limit_exceeded\"");
    }

    @Test
    void retryAfterIsRoundedUpToSecondsAndCanBeReplaced() throws Exception {
        provider.reply(
                FakeReply.rateLimited(Duration.ofMillis(1)),
                FakeReply.rateLimited(Duration.ZERO),
                FakeReply.rateLimited(Duration.ofSeconds(7)).header("retry-after", "soon"));

        assertThat(Clients.post(provider, HELLO).headers().allValues("Retry-After"))
                .containsExactly("1");
        assertThat(Clients.post(provider, HELLO).headers().allValues("Retry-After"))
                .containsExactly("0");
        assertThat(Clients.post(provider, HELLO).headers().allValues("Retry-After"))
                .containsExactly("soon");
    }

    @Test
    void headersCanBeAddedAndReplaced() throws Exception {
        provider.reply(FakeReply.text("Hi").header("x-request-id", "r1").header("content-type", "text/plain"));

        HttpResponse<String> response = Clients.post(provider, HELLO);

        assertThat(response.headers().firstValue("X-Request-Id")).hasValue("r1");
        assertThat(response.headers().allValues("Content-Type")).containsExactly("text/plain");
    }

    @Test
    void clientThatOffersHttp2GetsHttp11OverOneKeptConnection() throws Exception {
        try (FakeProvider fresh = FakeProvider.start()) {
            for (int call = 0; call < 5; call++) {
                fresh.reply(call % 2 == 0 ? FakeReply.text("Hi") : FakeReply.error(503));
                HttpResponse<String> response = Clients.post(fresh, Clients.body("any", "Hello", call == 4));

                assertThat(response.version()).hasToString("HTTP_1_1");
            }

            assertThat(fresh.requests()).hasSize(5).allMatch(request -> "h2c".equals(request.header("Upgrade")));
            assertThat(fresh.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void connectionIsClosedWhereOneSideAsksForIt() throws Exception {
        provider.reply(FakeReply.text("Hi"), FakeReply.text("Hi").header("Connection", "close"));

        try (RawClient client = new RawClient(provider)) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\nConnection: close\r\nContent-Length: " + HELLO.length()
                    + "\r\n\r\n" + HELLO);
            assertThat(client.readToEnd()).endsWith("}");
        }
        try (RawClient client = new RawClient(provider)) {
            client.post(HELLO);
            assertThat(client.readToEnd()).endsWith("}");
        }
    }

    @Test
    void chunkedRequestWithExpectationIsRead() throws Exception {
        try (RawClient client = new RawClient(provider)) {
            client.send(String.join(
                    "\r\n",
                    "POST /v1/chat/completions?x=1 HTTP/1.1",
                    "Transfer-Encoding: chunked",
                    "Expect: 100-continue",
                    "",
                    ""));
            assertThat(client.readHead()).isEqualTo("HTTP/1.1 100 Continue\n");
            client.send("A;ext=1\r\n" + HELLO.substring(0, 10) + "\r\n");
            client.send(Integer.toHexString(HELLO.length() - 10) + "\r\n" + HELLO.substring(10) + "\r\n");
            client.send("0\r\nTrailer: x\r\n\r\n");

            assertThat(client.readHead()).startsWith("HTTP/1.1 200");
        }

        assertThat(provider.requests()).singleElement().satisfies(request -> {
            assertThat(request.body()).isEqualTo(HELLO);
            assertThat(request.path()).endsWith("?x=1");
        });
    }

    @Test
    void requestsSentAheadAreAnsweredInOrder() throws Exception {
        provider.reply(FakeReply.text("first").delay(Duration.ofMillis(20)), FakeReply.text("second"));

        try (RawClient client = new RawClient(provider)) {
            client.post(HELLO);
            client.post(HELLO);
            client.send("GET /v1/models HTTP/1.1\r\nConnection: close\r\n\r\n");

            assertThat(client.readToEnd()).containsSubsequence("first", "second", "fake-model");
        }
    }

    @Test
    void largeRequestSentAheadIsReadWhole() throws Exception {
        String large = Clients.body("any", "x".repeat(100_000), false);
        provider.hold();

        try (RawClient client = new RawClient(provider)) {
            client.post(HELLO);
            provider.awaitRequests(1, Clients.PATIENCE);
            client.post(large);
            provider.release();
            provider.awaitRequests(2, Clients.PATIENCE);
        }

        assertThat(provider.requests().get(1).body()).isEqualTo(large);
    }

    @Test
    void clientThatLeavesWhileItsReplyIsHeldIsSeen() throws Exception {
        provider.hold();

        try (RawClient client = new RawClient(provider)) {
            client.post(HELLO);
            provider.awaitRequests(1, Clients.PATIENCE);
        }

        provider.awaitAborted(1, Clients.PATIENCE);
    }

    @Test
    void clientThatLeavesAFastStreamIsSeen() throws Exception {
        String longWord = "x".repeat(2_000) + " ";
        provider.reply(FakeReply.text(longWord.repeat(3_000)));

        try (RawClient client = new RawClient(provider)) {
            client.post(Clients.body("any", "Hello", true));
            assertThat(client.readHead()).startsWith("HTTP/1.1 200");
        }

        provider.awaitAborted(1, Clients.PATIENCE);
    }

    @Test
    void unfinishedRequestIsNotLogged() throws Exception {
        try (RawClient client = new RawClient(provider)) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\nContent-Length: 10\r\n\r\n{");
            client.finishSending();

            assertThat(client.readToEnd()).isEmpty();
        }

        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void whatIsNotHttpIsRefused() throws Exception {
        for (String text : NOT_HTTP) {
            try (RawClient client = new RawClient(provider)) {
                client.send(text);
                assertThat(client.readToEnd()).contains("HTTP/1.1 400", "Not ");
            }
        }
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void unknownPathAndUnreadableBodyAreAnsweredAsOpenAiDoes() throws Exception {
        HttpResponse<String> unknown = Clients.get(provider, "/completions?x=1");
        HttpResponse<String> unreadable = Clients.post(provider, "{no");

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("Unknown request URL: GET /v1/completions.", "\"code\":\"unknown_url\"");
        assertThat(unreadable.statusCode()).isEqualTo(400);
        assertThat(unreadable.body()).contains("invalid_request_error");
        assertThat(provider.requestCount()).isEqualTo(2);
    }

    @Test
    void modelsAreListed() throws Exception {
        assertThat(Json.parse(Clients.get(provider, "/models").body())
                        .at("/data/0/id")
                        .asString())
                .isEqualTo("fake-model");
    }

    @Test
    void streamHoldsRoleContentFinishAndEnd() throws Exception {
        provider.reply(FakeReply.text("one two").finishReason("length"));

        HttpResponse<String> response = Clients.post(provider, Clients.body("m", "Hello", true));

        String chunk = "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":"
                + provider.requests().get(0).time().getEpochSecond()
                + ",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{%s},\"finish_reason\":%s}]}\n\n";
        assertThat(response.body())
                .isEqualTo(chunk.formatted("\"role\":\"assistant\",\"content\":\"\"", "null")
                        + chunk.formatted("\"content\":\"one \"", "null")
                        + chunk.formatted("\"content\":\"two\"", "null")
                        + chunk.formatted("", "\"length\"")
                        + "data: [DONE]\n\n");
    }

    @Test
    void streamHoldsUsageOnlyWhereAskedFor() throws Exception {
        provider.always(FakeReply.text("Hi").usage(3, 1));
        String body = Clients.body("m", "Hello", true);

        HttpResponse<String> without = Clients.post(provider, body);
        HttpResponse<String> with = Clients.post(
                provider, body.replace("{\"model\"", "{\"stream_options\":{\"include_usage\":true},\"model\""));

        assertThat(without.body()).doesNotContain("usage");
        assertThat(with.body())
                .contains("\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1,\"total_tokens\":4,");
    }

    @Test
    void inBandErrorFollowsTheChunksBeforeIt() throws Exception {
        FakeReply reply = FakeReply.text("one two three");
        provider.reply(
                reply.errorAfter(1, "It broke"), reply.errorAfter(0, "At once"), FakeReply.inBandError("Not streamed"));
        String body = Clients.body("m", "Hello", true);

        HttpResponse<String> late = Clients.post(provider, body);
        HttpResponse<String> first = Clients.post(provider, body);
        HttpResponse<String> plain = Clients.post(provider, HELLO);

        assertThat(late.statusCode()).isEqualTo(200);
        assertThat(late.body())
                .contains("\"one \"")
                .doesNotContain("two")
                .endsWith("data: {\"error\":{\"message\":\"It broke\",\"type\":\"server_error\",\"param\":null,"
                        + "\"code\":null}}\n\ndata: [DONE]\n\n");
        assertThat(first.body()).startsWith("data: {\"error\"");
        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(plain.body()).startsWith("{\"error\":{\"message\":\"Not streamed\"");
    }

    @Test
    void cutStreamHoldsExactlyTheChunksBeforeIt() throws Exception {
        provider.reply(FakeReply.text("one two three").cutAfter(2));

        try (RawClient client = new RawClient(provider)) {
            client.post(Clients.body("any", "Hello", true));

            assertThat(client.readToEnd())
                    .contains("\"one \"", "\"two \"")
                    .doesNotContain("three", "\"stop\"", "[DONE]")
                    .endsWith("\"finish_reason\":null}]}\n\n");
        }
    }

    @Test
    void cutPlainBodyIsCutAtTheGivenPart() throws Exception {
        provider.reply(
                FakeReply.text("one two three").cutAfter(0),
                FakeReply.text("one two three").cutAfter(2),
                FakeReply.text("one two three").cutAfter(99));

        int nothing = cutBody();
        int half = cutBody();
        int nearlyAll = cutBody();

        assertThat(nothing).isZero();
        assertThat(half).isPositive().isLessThan(nearlyAll);
    }

    private int cutBody() throws Exception {
        try (RawClient client = new RawClient(provider)) {
            client.post(HELLO);
            String head = client.readHead();
            String body = client.readToEnd();

            assertThat(head).doesNotContain("Content-Length: " + body.length() + "\n");
            return body.length();
        }
    }
}
