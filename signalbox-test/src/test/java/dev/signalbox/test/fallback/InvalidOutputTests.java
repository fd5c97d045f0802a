package dev.signalbox.test.fallback;

import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.execution.MissingOutputValidatorException;
import dev.signalbox.router.output.JsonSchemaOutputValidator;
import dev.signalbox.router.policy.Fallbacks;
import dev.signalbox.router.policy.Fallbacks.BrokenStream;
import dev.signalbox.router.policy.Fallbacks.InvalidOutput;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.test.correlation.Recording;
import dev.signalbox.test.provider.FakeReply;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that miss the JSON schema of their request. */
class InvalidOutputTests {

    private static final ChatRequest REQUEST = ChatRequest.builder()
            .messages(UserMessage.from("How old is Bergen?"))
            .responseFormat(ResponseFormat.builder()
                    .type(ResponseFormatType.JSON)
                    .jsonSchema(JsonSchema.builder()
                            .name("age")
                            .rootElement(JsonObjectSchema.builder()
                                    .addIntegerProperty("years")
                                    .required("years")
                                    .build())
                            .build())
                    .build())
            .build();

    private static final FakeReply WRONG = FakeReply.text("{\"years\": \"secret\"}");
    private static final FakeReply RIGHT = FakeReply.text("{\"years\": 956}");

    private final TwoProviders house = new TwoProviders();

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void theSameDeploymentIsAskedAgain() {
        house.first.reply(WRONG).always(RIGHT);

        String answer = router(InvalidOutput.RETRY)
                .chatModel()
                .chat(REQUEST)
                .aiMessage()
                .text();

        assertThat(answer).contains("956");
        assertThat(house.calls().get(0))
                .tried("first/gpt-first", "first/gpt-first")
                .after(FailureKind.INVALID_OUTPUT);
    }

    @Test
    void theNextCandidateIsAsked() {
        house.first.always(WRONG);
        house.second.always(RIGHT);

        router(InvalidOutput.FALLBACK).chatModel().chat(REQUEST);

        assertThat(house.calls().get(0))
                .tried("first/gpt-first", "second/gpt-second")
                .after(FailureKind.INVALID_OUTPUT);
    }

    @Test
    void whenNobodyGetsItRightTheFailureHoldsTheAnswerButItsMessageDoesNot() {
        house.first.always(WRONG);
        house.second.always(WRONG);

        Throwable thrown =
                catchThrowable(() -> router(InvalidOutput.FALLBACK).chatModel().chat(REQUEST));

        RoutingFailure failure = RoutingFailure.of(thrown).orElseThrow();
        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_OUTPUT);
        assertThat(failure.partialText()).contains("{\"years\": \"secret\"}");
        assertThat(thrown).hasMessageContaining("years").hasMessageNotContaining("secret");
        assertThat(house.calls().get(0).usage().total()).isPositive();
    }

    @Test
    void aStreamThatEndsWronglyIsAFailureAfterItsText() {
        house.first.always(WRONG);
        Recording recording = new Recording();

        router(InvalidOutput.FALLBACK).streamingChatModel().chat(REQUEST, recording);

        assertThat(RoutingFailure.of(recording.error()).orElseThrow().kind()).isEqualTo(FailureKind.INVALID_OUTPUT);
        assertThat(house.second.requestCount()).isZero();
    }

    @Test
    void nobodyChecksUnlessThePolicySaysSo() {
        house.first.always(WRONG);

        String answer =
                router(InvalidOutput.PASS).chatModel().chat(REQUEST).aiMessage().text();

        assertThat(answer).isEqualTo("{\"years\": \"secret\"}");
    }

    @Test
    void aPolicyThatAsksForACheckNeedsSomebodyToMakeIt() {
        Fallbacks checking = new Fallbacks(Set.of(), InvalidOutput.RETRY, BrokenStream.FAIL);

        assertThatThrownBy(() -> house.router(policy -> policy.fallbacks(checking)))
                .isInstanceOf(MissingOutputValidatorException.class)
                .hasMessageContaining("policy 'both'");
    }

    private Router router(InvalidOutput reaction) {
        Fallbacks fallbacks = new Fallbacks(Set.of(), reaction, BrokenStream.FAIL);
        return house.router(
                policy -> policy.fallbacks(fallbacks), more -> more.outputValidator(new JsonSchemaOutputValidator()));
    }
}
