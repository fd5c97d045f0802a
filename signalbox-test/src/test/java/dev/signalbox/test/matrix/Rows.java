package dev.signalbox.test.matrix;

import static dev.signalbox.router.resilience.FailureKind.AUTHENTICATION;
import static dev.signalbox.router.resilience.FailureKind.BAD_REQUEST;
import static dev.signalbox.router.resilience.FailureKind.CONTENT_REFUSED;
import static dev.signalbox.router.resilience.FailureKind.CONTEXT_TOO_LONG;
import static dev.signalbox.router.resilience.FailureKind.EMPTY_ANSWER;
import static dev.signalbox.router.resilience.FailureKind.MODEL_NOT_FOUND;
import static dev.signalbox.router.resilience.FailureKind.NETWORK;
import static dev.signalbox.router.resilience.FailureKind.QUOTA_EXHAUSTED;
import static dev.signalbox.router.resilience.FailureKind.RATE_LIMITED;
import static dev.signalbox.router.resilience.FailureKind.REFUSED;
import static dev.signalbox.router.resilience.FailureKind.SERVER;
import static dev.signalbox.router.resilience.FailureKind.TIMEOUT;
import static dev.signalbox.router.resilience.FailureKind.TRUNCATED;
import static dev.signalbox.test.matrix.Row.Health.COOLS;
import static dev.signalbox.test.matrix.Row.Health.COUNTS;
import static dev.signalbox.test.matrix.Row.Health.DISABLED;
import static dev.signalbox.test.matrix.Row.Health.KEY_COOLS;
import static dev.signalbox.test.matrix.Row.Health.UNTOUCHED;
import static dev.signalbox.test.matrix.Row.Next.ENDS;
import static dev.signalbox.test.matrix.Row.Next.FALLS_BACK;
import static dev.signalbox.test.matrix.Row.Next.NEEDS_LARGER;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.test.matrix.Row.Health;
import dev.signalbox.test.matrix.Row.Next;
import dev.signalbox.test.provider.FakeReply;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The failure table, as far as it is told before the first content. */
final class Rows {

    private static final FakeReply LOST = FakeReply.text("never seen");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Rows() {}

    /** Each row in each dialect that has it, both ways. */
    static Stream<Arguments> cells() {
        return cells(all());
    }

    static Stream<Arguments> cells(Stream<Row> rows) {
        return rows.flatMap(row -> tracksAndWays()
                .filter(cell -> row.happensIn((Track) cell.get()[0]))
                .map(cell -> Arguments.of(row, cell.get()[0], cell.get()[1])));
    }

    static Stream<Arguments> tracksAndWays() {
        return tracks().flatMap(track -> Stream.of(Way.values()).map(way -> Arguments.of(track, way)));
    }

    static Stream<Track> tracks() {
        return Stream.of(Track.values());
    }

    static Stream<Row> all() {
        return Stream.of(keysAndLimits(), requests(), servers(), connections(), answers())
                .flatMap(rows -> rows);
    }

    private static Stream<Row> keysAndLimits() {
        Row.RowBuilder limited = row("429", to -> FakeReply.error(429), RATE_LIMITED, FALLS_BACK, COOLS)
                .error(RateLimitException.class);
        Row.RowBuilder key = row("401", Bodies::wrongKey, AUTHENTICATION, FALLS_BACK, KEY_COOLS)
                .cooldown(Stage.KEY_COOLDOWN)
                .error(AuthenticationException.class);
        return Stream.of(
                limited.name("429 with Retry-After")
                        .reply(to -> FakeReply.rateLimited(MINUTE))
                        .cooldown(MINUTE)
                        .retryAfter(MINUTE)
                        .build(),
                limited.name("429 without Retry-After")
                        .reply(to -> FakeReply.error(429))
                        .cooldown(Stage.BACK_OFF)
                        .retryAfter(null)
                        .build(),
                key.build(),
                key.name("403 about the key").reply(Bodies::forbiddenKey).build(),
                key.name("quota exhausted")
                        .reply(Bodies::quotaExhausted)
                        .kind(QUOTA_EXHAUSTED)
                        .error(RateLimitException.class)
                        .build());
    }

    private static Stream<Row> requests() {
        Row.RowBuilder refused = row("403", Bodies::forbiddenRequest, REFUSED, FALLS_BACK, UNTOUCHED)
                .error(InvalidRequestException.class);
        Row.RowBuilder wrong = row("400", Rows::wrong, BAD_REQUEST, ENDS, UNTOUCHED)
                .error(InvalidRequestException.class)
                .unchanged(true);
        return Stream.of(
                refused.build(),
                refused.name("402").reply(to -> FakeReply.raw(402, "")).build(),
                row("context too long", Bodies::tooLong, CONTEXT_TOO_LONG, NEEDS_LARGER, UNTOUCHED)
                        .error(InvalidRequestException.class)
                        .build(),
                row("unknown model", Bodies::unknownModel, MODEL_NOT_FOUND, FALLS_BACK, DISABLED)
                        .error(ModelNotFoundException.class)
                        .build(),
                wrong.build(),
                wrong.name("422").reply(to -> FakeReply.raw(422, "{}")).build(),
                wrong.name("content refused by status")
                        .reply(Bodies::contentRefused)
                        .kind(CONTENT_REFUSED)
                        .build());
    }

    private static FakeReply wrong(Track track) {
        return FakeReply.error(400, null, "top_k is negative");
    }

    private static Stream<Row> servers() {
        Row.RowBuilder server = row("500", to -> FakeReply.error(500), SERVER, FALLS_BACK, COUNTS)
                .error(InternalServerException.class);
        return Stream.of(
                server.build(),
                server.name("503").reply(to -> FakeReply.error(503)).build(),
                server.name("529").reply(to -> FakeReply.error(529)).build(),
                server.name("502 of a proxy")
                        .reply(to -> FakeReply.raw(502, "<html>Bad Gateway</html>"))
                        .build(),
                server.name("an error inside of 200")
                        .reply(to -> LOST.errorAfter(0, Stage.PROMPT))
                        .build(),
                row("408", to -> FakeReply.raw(408, ""), TIMEOUT, FALLS_BACK, COUNTS)
                        .error(TimeoutException.class)
                        .build(),
                row("429 inside of 200", Rows::limitInside, RATE_LIMITED, FALLS_BACK, COOLS)
                        .cooldown(Stage.BACK_OFF)
                        .error(RateLimitException.class)
                        .build());
    }

    /** Ollama has words only, and none for this. */
    private static FakeReply limitInside(Track track) {
        return track == Track.OLLAMA ? null : LOST.errorAfter(0, 429, Stage.PROMPT);
    }

    private static Stream<Row> connections() {
        Row.RowBuilder network = row("hang-up", to -> FakeReply.hangUp(), NETWORK, FALLS_BACK, COUNTS)
                .error(LangChain4jException.class);
        return Stream.of(
                network.build(),
                network.name("reset").reply(to -> LOST.resetAfter(0)).build(),
                network.name("cut before content").reply(to -> LOST.cutAfter(0)).build(),
                network.name("unreadable 200").reply(to -> FakeReply.garbage()).build());
    }

    private static Stream<Row> answers() {
        return Stream.of(
                row("empty answer", to -> FakeReply.empty(), EMPTY_ANSWER, FALLS_BACK, COUNTS)
                        .error(LangChain4jException.class)
                        .build(),
                row("length without text", to -> FakeReply.empty().finishReason("length"), TRUNCATED, ENDS, UNTOUCHED)
                        .error(LangChain4jException.class)
                        .build(),
                row("content refused in the answer", Bodies::contentFiltered, CONTENT_REFUSED, ENDS, UNTOUCHED)
                        .error(ContentFilteredException.class)
                        .build());
    }

    private static Row.RowBuilder row(
            String name, Function<Track, FakeReply> reply, FailureKind kind, Next next, Health health) {
        return Row.builder().name(name).reply(reply).kind(kind).next(next).health(health);
    }
}
