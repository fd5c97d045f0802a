package dev.signalbox.test.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.model.chat.ChatModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The provider's scripts, log, key and life. */
@Timeout(60)
class FakeProviderTests {

    private final FakeProvider provider = FakeProvider.start();

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void rulesComeBeforeTheQueueAndTheQueueBeforeTheStandingReply() throws Exception {
        provider.always(FakeReply.text("standing"))
                .reply(FakeReply.text("queued 1"), FakeReply.text("queued 2"))
                .when(request -> request.model().equals("special"), FakeReply.text("rule"));

        assertThat(say("any")).contains("queued 1");
        assertThat(say("special")).contains("rule");
        assertThat(say("any")).contains("queued 2");
        assertThat(say("any")).contains("standing");
        assertThat(say("any")).contains("standing");
    }

    @Test
    void repliesOfARuleAreUsedInOrderAndTheLastOneStays() throws Exception {
        provider.when(request -> request.model().equals("a"), FakeReply.error(503), FakeReply.text("well again"))
                .when(request -> true, FakeReply.text("second rule"));

        assertThat(say("a")).contains("overloaded");
        assertThat(say("b")).contains("second rule");
        assertThat(say("a")).contains("well again");
        assertThat(say("a")).contains("well again");
    }

    @Test
    void failingConditionIsReportedToTheClient() throws Exception {
        provider.when(request -> Integer.parseInt(request.model()) > 0, FakeReply.text("positive"))
                .when(request -> assertThat(request.model()).isEqualTo("-1").isNotNull() != null, FakeReply.text("-1"));

        assertThat(say("x")).contains("script_failed", "NumberFormatException");
        assertThat(say("-2")).contains("script_failed", "AssertionFailedError");
    }

    @Test
    void requestIsLoggedAsItWasSent() {
        Clients.model(provider).chat("Hello");

        ReceivedRequest request = provider.requests().get(0);
        assertThat(request.number()).isEqualTo(1);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/v1/chat/completions");
        assertThat(request.header("AUTHORIZATION")).isEqualTo("Bearer " + Clients.KEY);
        assertThat(request.model()).isEqualTo("gpt-test");
        assertThat(request.stream()).isFalse();
        assertThat(request.lastUserText()).isEqualTo("Hello");
        assertThat(request.body()).contains("\"Hello\"");
        assertThat(request.json().at("/messages/0/role").asString()).isEqualTo("user");
        assertThat(request.aborted()).isFalse();
        assertThat(request.toString()).doesNotContain(Clients.KEY, "Hello").contains("gpt-test");
    }

    @Test
    void lastUserTextJoinsTextParts() throws Exception {
        Clients.post(provider, """
                {"messages":[{"role":"user","content":"first"},{"role":"user","content":[
                {"type":"text","text":"see "},
                {"type":"image_url","image_url":{"url":"x"}},{"type":"text","text":"this"}]},
                {"role":"assistant","content":"no"}]}""");

        assertThat(provider.requests().get(0).lastUserText()).isEqualTo("see this");
    }

    @Test
    void clearForgetsRequestsAndScriptsButNotTheKey() throws Exception {
        provider.requireKey("sk-right").always(FakeReply.text("standing"));
        say("any");

        provider.clear();

        assertThat(provider.requests()).isEmpty();
        assertThat(Clients.post(provider, Clients.body("any", "Hello", false)).statusCode())
                .isEqualTo(401);
        provider.requireKey(Clients.KEY);
        assertThat(Clients.model(provider).chat("Hello")).isEqualTo("You said: Hello");
    }

    @Test
    void wrongKeyIsRefusedAndNotEchoed() throws Exception {
        provider.requireKey("sk-right");

        assertThatThrownBy(() -> Clients.model(provider).chat("Hello"))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("invalid_api_key")
                .hasMessageNotContainingAny(Clients.KEY, "sk-right");
        assertThat(Clients.get(provider, "/models").statusCode()).isEqualTo(401);
        assertThat(provider.toString()).doesNotContain("sk-right");
    }

    @Test
    void heldRepliesWaitForTheirRelease() throws Exception {
        provider.hold();
        RecordedStream first = Clients.stream(provider, "one");
        RecordedStream second = Clients.stream(provider, "two");
        provider.awaitRequests(2, Clients.PATIENCE);
        assertThat(List.of(first, second)).noneMatch(RecordedStream::hasEnded);

        provider.release();

        assertThat(first.response().aiMessage().text()).isEqualTo("You said: one");
        assertThat(second.response().aiMessage().text()).isEqualTo("You said: two");
    }

    @Test
    @Timeout(300)
    void twoHundredClientsAreAnsweredAndLoggedExactlyOnce() throws Exception {
        int clients = 200;
        int callsEach = 5;
        Duration patience = Duration.ofMinutes(2);
        ChatModel model = Clients.model(provider, patience);
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        provider.hold();

        List<CompletableFuture<List<String>>> answers = IntStream.range(0, clients)
                .mapToObj(client -> CompletableFuture.supplyAsync(() -> talk(model, client, callsEach), threads))
                .toList();
        provider.awaitRequests(clients, patience);
        assertThat(provider.requestCount()).isEqualTo(clients);
        provider.release();

        List<String> heard = new ArrayList<>();
        for (CompletableFuture<List<String>> answer : answers) {
            heard.addAll(answer.get(patience.toSeconds(), TimeUnit.SECONDS));
        }
        threads.shutdown();
        List<ReceivedRequest> log = provider.requests();
        assertThat(heard).doesNotHaveDuplicates().hasSize(clients * callsEach);
        assertThat(log)
                .extracting(request -> "You said: " + request.lastUserText())
                .containsExactlyInAnyOrderElementsOf(heard);
        assertThat(log).extracting(ReceivedRequest::number).isSorted().doesNotHaveDuplicates();
        assertThat(provider.aborted()).isZero();
    }

    @Test
    void disconnectBreaksOffRepliesButKeepsThePortOpen() throws Exception {
        provider.reply(FakeReply.text("one two").stallAfter(1));
        RecordedStream stream = Clients.stream(provider, "Hello");
        stream.begun();

        provider.disconnect();

        assertThat(stream.error()).hasRootCauseInstanceOf(IOException.class);
        assertThat(stream.texts()).containsExactly("one ");
        assertThat(provider.aborted()).isZero();
        assertThat(Clients.model(provider).chat("Hello")).isEqualTo("You said: Hello");
    }

    @Test
    void closeBreaksOffRepliesAndRefusesNewConnections() throws Exception {
        provider.reply(FakeReply.text("one two").stallAfter(1));
        RecordedStream stream = Clients.stream(provider, "Hello");
        stream.begun();

        provider.close();

        assertThat(stream.error()).isNotNull();
        assertThat(provider.aborted()).isZero();
        assertThatThrownBy(() -> Clients.model(provider).chat("Hello")).hasStackTraceContaining("ConnectException");
    }

    @Test
    void providerCanComeBackOnItsPort() throws Exception {
        say("any");
        provider.close();

        try (FakeProvider again = FakeProvider.start(provider.port())) {
            assertThat(again.baseUrl()).isEqualTo(provider.baseUrl());
            assertThat(Clients.model(again).chat("Hello")).isEqualTo("You said: Hello");
        }
    }

    @Test
    void portThatCannotBeUsedIsExplained() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FakeProvider.start(70_000))
                .withMessage("port is 70000; use 0 (any free port) to 65535");
        assertThatThrownBy(() -> FakeProvider.start(provider.port()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Port " + provider.port());
    }

    @Test
    void awaitTellsWhatItSawInstead() throws Exception {
        say("any");

        assertThatThrownBy(() -> provider.awaitRequests(2, Duration.ofMillis(20)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expected 2 received requests within PT0.02S but saw 1");
    }

    private static List<String> talk(ChatModel model, int client, int calls) {
        return IntStream.range(0, calls)
                .mapToObj(call -> model.chat("client " + client + " call " + call))
                .toList();
    }

    private String say(String model) throws Exception {
        HttpResponse<String> response = Clients.post(provider, Clients.body(model, "Hello", false));
        return response.body();
    }
}
