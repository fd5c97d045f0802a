package dev.signalbox.agent.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.signalbox.agent.port.ModelFailure;
import dev.signalbox.router.budget.BudgetStoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What exceptions of any model mean; those of the router are told in the tests of its models. */
class FailureReaderTests {

    static Stream<Throwable> passing() {
        return Stream.of(
                new RateLimitException("slow down"),
                new InternalServerException("broken"),
                new TimeoutException("late"),
                new IllegalStateException("the agent failed", new RateLimitException("slow down")),
                new UncheckedIOException(new IOException("reset")),
                new IllegalStateException(new ConnectException("refused")),
                new BudgetStoreException("away", new IllegalStateException("down")));
    }

    @ParameterizedTest
    @MethodSource
    void passing(Throwable failure) {
        assertThat(FailureReader.read(failure)).isEqualTo(ModelFailure.passing(null));
    }

    static Stream<Throwable> lasting() {
        return Stream.of(
                new AuthenticationException("no key"),
                new InvalidRequestException("bad", new IOException("400")),
                new IllegalArgumentException("no such policy"),
                new NullPointerException(),
                new StackOverflowError());
    }

    @ParameterizedTest
    @MethodSource
    void lasting(Throwable failure) {
        assertThat(FailureReader.read(failure)).isEqualTo(ModelFailure.LASTING);
    }

    @Test
    void theOutermostThatIsKnownCounts() {
        Throwable failure = new InvalidRequestException("bad", new RateLimitException("slow down"));

        assertThat(FailureReader.read(failure)).isEqualTo(ModelFailure.LASTING);
    }
}
