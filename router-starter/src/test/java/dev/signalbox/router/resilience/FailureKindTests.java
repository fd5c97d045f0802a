package dev.signalbox.router.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.resilience.FailureKind.Effect;
import dev.signalbox.router.resilience.FailureKind.Next;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The failure table: what each kind means for the deployment, and what the call does next. */
class FailureKindTests {

    private static final String TABLE = """
            RATE_LIMITED,     COOLDOWN,   RETRY
            QUOTA_EXHAUSTED,  CREDENTIAL, FALLBACK
            AUTHENTICATION,   CREDENTIAL, FALLBACK
            REFUSED,          NONE,       FALLBACK
            SERVER,           COUNTS,     RETRY
            NETWORK,          COUNTS,     RETRY
            TIMEOUT,          COUNTS,     RETRY
            CONTEXT_TOO_LONG, NONE,       LARGER
            CONTENT_REFUSED,  NONE,       STOP
            MODEL_NOT_FOUND,  DISABLE,    FALLBACK
            BAD_REQUEST,      NONE,       STOP
            EMPTY_ANSWER,     COUNTS,     FALLBACK
            TRUNCATED,        NONE,       STOP
            INVALID_OUTPUT,   NONE,       FALLBACK
            BUDGET,           NONE,       FALLBACK
            CANCELLED,        NONE,       STOP
            """;

    @ParameterizedTest
    @CsvSource(textBlock = TABLE)
    void meansWhatTheTableSays(FailureKind kind, Effect effect, Next next) {
        assertThat(kind.effect()).isEqualTo(effect);
        assertThat(kind.next()).isEqualTo(next);
    }

    @Test
    void hasARowForEachKind() {
        assertThat(TABLE.lines().map(line -> line.substring(0, line.indexOf(','))))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(FailureKind.values()).map(Enum::name).toList());
    }

    @Test
    void isConfiguredByItsNameInKebabCase() {
        assertThat(FailureKind.CONTENT_REFUSED.key()).isEqualTo("content-refused");
    }
}
