package dev.signalbox.router.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HttpFailureClassifierTests {

    private final FailureClassifier classifier = HttpFailureClassifier.INSTANCE;

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request_error, BAD_REQUEST",
        "400, context_length_exceeded, CONTEXT_TOO_LONG",
        "413, context_length_exceeded, CONTEXT_TOO_LONG",
        "400, content_policy_violation, CONTENT_REFUSED",
        "401, invalid_api_key, AUTHENTICATION",
        "402, insufficient_quota, QUOTA_EXHAUSTED",
        "402, max_price, REFUSED",
        "403, authentication_error, AUTHENTICATION",
        "403, moderation, REFUSED",
        "404, model_not_found, MODEL_NOT_FOUND",
        "404, not_found, BAD_REQUEST",
        "408, timeout, TIMEOUT",
        "422, unprocessable, BAD_REQUEST",
        "429, rate_limit_exceeded, RATE_LIMITED",
        "429, insufficient_quota, QUOTA_EXHAUSTED",
        "500, server_error, SERVER",
        "503, overloaded, SERVER",
        "529, overloaded_error, SERVER"
    })
    void readsTheStatusAndTheProvidersCode(int status, String code, FailureKind kind) {
        HttpException http =
                new HttpException(status, "{\"error\":{\"message\":\"secret prompt\",\"code\":\"" + code + "\"}}");

        Failure failure = classifier.classify(new LangChain4jException(http), null, null);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.message()).contains("HTTP " + status, code).doesNotContain("secret");
    }

    static Stream<Arguments> thrown() {
        return Stream.of(
                Arguments.of(new RuntimeException(new ConnectException()), FailureKind.NETWORK),
                Arguments.of(new LangChain4jException(new IOException("closed")), FailureKind.NETWORK),
                Arguments.of(new TimeoutException("slow"), FailureKind.TIMEOUT),
                Arguments.of(new InternalServerException("down"), FailureKind.SERVER),
                Arguments.of(new RateLimitException("later"), FailureKind.RATE_LIMITED),
                Arguments.of(
                        new RuntimeException(new RuntimeException(new InterruptedException())), FailureKind.CANCELLED),
                Arguments.of(new CancellationException(), FailureKind.CANCELLED));
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void looksThroughTheWholeCauseChain(RuntimeException thrown, FailureKind kind) {
        assertThat(classifier.classify(thrown, null, null).kind()).isEqualTo(kind);
    }

    @Test
    void callsARefusedConnectionByItsName() {
        Throwable asTheJdkSays =
                new ConnectException().initCause(new ConnectException().initCause(new ClosedChannelException()));

        Failure failure = classifier.classify(new RuntimeException(asTheJdkSays), null, null);

        assertThat(failure.message()).isEqualTo("network (ConnectException)");
    }

    @Test
    void readsAnErrorThatAClientOnlyQuotes() {
        RuntimeException quoted = new RuntimeException("{\"error\":{\"code\":429,\"message\":\"secret\"}}");

        Failure failure = classifier.classify(new LangChain4jException(quoted), 200, null);

        assertThat(failure.kind()).isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(failure.message()).isEqualTo("rate limited (in the answer, 429)");
    }

    @Test
    void leavesAnErrorInsideOfAnAnswerToTheCommonCodesByDefault() {
        FailureClassifier own = (thrown, status, retryAfter) -> Failure.of(FailureKind.NETWORK, "own");

        assertThat(own.reported("{\"error\":{\"code\":\"insufficient_quota\"}}", null)
                        .kind())
                .isEqualTo(FailureKind.QUOTA_EXHAUSTED);
    }

    @Test
    void takesStatusAndPauseFromTheWireWhereTheExceptionHasNone() {
        Failure failure = classifier.classify(new RuntimeException("?"), 429, Duration.ofSeconds(3));

        assertThat(failure.kind()).isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void doesNotTakeASuccessfulStatusForAFailure() {
        Failure failure = classifier.classify(new RuntimeException(new IOException("cut")), 200, null);

        assertThat(failure.kind()).isEqualTo(FailureKind.NETWORK);
        assertThat(failure.status()).isNull();
    }
}
