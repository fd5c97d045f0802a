package dev.signalbox.test.fallback;

import static dev.signalbox.router.resilience.FailureKind.NETWORK;
import static dev.signalbox.router.resilience.FailureKind.SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.test.correlation.Recording;
import dev.signalbox.test.correlation.TestBed;
import dev.signalbox.test.provider.FakeReply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** After its first content a stream cannot fall back any more. */
class BrokenStreamTests {

    private final TwoProviders house = new TwoProviders();

    @AfterEach
    void close() {
        house.close();
    }

    static Stream<Arguments> breaks() {
        FakeReply text = FakeReply.text("one two three four");
        return Stream.of(
                arguments("error within", text.errorAfter(2, "overloaded"), "one two ", SERVER),
                arguments("ends without finish reason", text.noFinish(), "one two three four", NETWORK));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaks")
    void aBrokenStreamIsOneErrorWithThePartialTextAndNeverASuccess(
            String name, FakeReply reply, String partial, FailureKind kind) {
        house.first.always(reply);
        Recording recording = new Recording();

        house.router().streamingChatModel().chat(TwoProviders.request("hello"), recording);

        assertBroken(recording, partial, kind);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void soIsOneWhoseProviderDies(int pieces) {
        house.first.always(FakeReply.text("one two three four").stallAfter(pieces));
        Recording recording = new Recording();

        house.router().streamingChatModel().chat(TwoProviders.request("hello"), recording);
        String partial = recording.awaitPieces(pieces).text();
        house.first.close();

        assertBroken(recording, partial, NETWORK);
    }

    private void assertBroken(Recording recording, String partial, FailureKind kind) {
        RoutingFailure failure = RoutingFailure.of(recording.error()).orElseThrow();
        assertThat(failure.partialText()).contains(partial);
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(recording.text()).isEqualTo(partial);
        house.bed.settle();
        assertThat(recording.ends()).isEqualTo(1);
        assertThat(house.second.requestCount()).isZero();
        RoutedCall call = house.calls().get(0);
        assertThat(call.attempts()).hasSize(1);
        assertThat(call.usage().estimated()).isTrue();
        assertThat(call.usage().output()).isPositive();
    }

    @Test
    void anExceptionOfTheConsumerGoesBackToItAndTheStreamGoesOn() throws Exception {
        house.first.always(FakeReply.text("one two three"));
        RuntimeException own = new IllegalStateException("consumer");
        List<Throwable> errors = new CopyOnWriteArrayList<>();
        CompletableFuture<ChatResponse> end = new CompletableFuture<>();

        house.router().streamingChatModel().chat(TwoProviders.request("hello"), new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
                throw own;
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                end.complete(response);
            }

            @Override
            public void onError(Throwable error) {
                errors.add(error);
            }
        });

        ChatResponse answer = end.get(TestBed.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(answer.aiMessage().text()).isEqualTo("one two three");
        assertThat(errors).containsExactly(own, own, own);
        assertThat(house.second.requestCount()).isZero();
        assertThat(house.calls().get(0).attempts()).singleElement().matches(Attempt::succeeded);
        assertThat(house.heard.events()).containsExactly("request to gpt-first", "response from gpt-first");
    }

    @Test
    void anExceptionOfTheConsumerAtTheEndGoesBackToIt() throws Exception {
        RuntimeException own = new IllegalStateException("consumer");
        CompletableFuture<Throwable> error = new CompletableFuture<>();

        house.router().streamingChatModel().chat(TwoProviders.request("hello"), new StreamingChatResponseHandler() {
            @Override
            public void onCompleteResponse(ChatResponse response) {
                throw own;
            }

            @Override
            public void onError(Throwable thrown) {
                error.complete(thrown);
            }
        });

        assertThat(error.get(TestBed.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isSameAs(own);
        assertThat(house.first.requestCount()).isEqualTo(1);
        assertThat(house.second.requestCount()).isZero();
        assertThat(house.calls().get(0).succeeded()).isTrue();
        assertThat(house.heard.events()).containsExactly("request to gpt-first", "response from gpt-first");
    }
}
