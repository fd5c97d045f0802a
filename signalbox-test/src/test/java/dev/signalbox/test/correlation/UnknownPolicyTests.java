package dev.signalbox.test.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.signalbox.router.Facts;
import dev.signalbox.router.ModelPolicy;
import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingChatRequestParameters;
import dev.signalbox.router.policy.UnknownPolicyException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UnknownPolicyTests {

    private final TestBed bed = new TestBed();
    private final Router router = bed.router();

    @AfterEach
    void close() {
        bed.close();
    }

    interface Desk {

        String ask(
                @dev.langchain4j.service.UserMessage String text,
                InvocationParameters facts,
                ChatRequestParameters parameters);

        TokenStream stream(
                @dev.langchain4j.service.UserMessage String text,
                InvocationParameters facts,
                ChatRequestParameters parameters);

        @ModelPolicy("plannig")
        String misspelt(String text);
    }

    private Desk desk() {
        return AiServices.builder(Desk.class)
                .chatModel(router.chatModel())
                .streamingChatModel(router.streamingChatModel())
                .build();
    }

    static Stream<Arguments> misspelt() {
        InvocationParameters nothing = new InvocationParameters();
        ChatRequestParameters none = ChatRequestParameters.builder().build();
        return Stream.of(
                arguments(
                        nothing,
                        RoutingChatRequestParameters.builder().policy("plannig").build()),
                arguments(
                        nothing,
                        ChatRequestParameters.builder().modelName("plannig").build()),
                arguments(Facts.policy("plannig").asParameters(), none),
                arguments(InvocationParameters.from("signalbox.policy", "plannig"), none),
                arguments(Facts.none().agentPolicy("plannig").asParameters(), none));
    }

    @ParameterizedTest
    @MethodSource("misspelt")
    void anUnknownNameFailsWithTheNearestMatch(InvocationParameters facts, ChatRequestParameters parameters) {
        Desk desk = desk();

        assertThatExceptionOfType(UnknownPolicyException.class)
                .isThrownBy(() -> desk.ask("hello", facts, parameters))
                .withMessageContaining("'plannig'")
                .withMessageContaining("Did you mean 'planning'?")
                .withMessageContaining("planning, routine, small, stray, strong, unnamed, vendor/strong-1");
        bed.assertTracks(0, 0);
    }

    @ParameterizedTest
    @MethodSource("misspelt")
    void theHandlerOfAStreamGetsTheSameError(InvocationParameters facts, ChatRequestParameters parameters) {
        Recording stream = Recording.of(desk().stream("hello", facts, parameters));

        assertThat(stream.error())
                .isInstanceOf(UnknownPolicyException.class)
                .hasMessageContaining("Did you mean 'planning'?");
        assertThat(stream.ends()).isEqualTo(1);
        bed.assertTracks(0, 0);
    }

    @Test
    void aMisspeltAnnotationFailsTheCall() {
        assertThatExceptionOfType(UnknownPolicyException.class)
                .isThrownBy(() -> desk().misspelt("hello"))
                .withMessageContaining("Did you mean 'planning'?");
    }

    @Test
    void aMisspeltBoundModelFailsAtOnce() {
        assertThatExceptionOfType(UnknownPolicyException.class)
                .isThrownBy(() -> router.policy("plannig"))
                .withMessageContaining("Did you mean 'planning'?");
        assertThatExceptionOfType(UnknownPolicyException.class).isThrownBy(() -> router.streamingPolicy("plannig"));
    }

    @Test
    void aPlainRequestFailsWithoutAnAiServiceToo() {
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("hello"))
                .modelName("gpt-strong")
                .build();
        Recording stream = new Recording();

        router.streamingChatModel().chat(request, stream);

        assertThat(stream.error()).isInstanceOf(UnknownPolicyException.class);
        assertThatExceptionOfType(UnknownPolicyException.class)
                .isThrownBy(() -> router.chatModel().chat(request))
                .satisfies(e -> assertThat(e.name()).isEqualTo("gpt-strong"));
    }
}
