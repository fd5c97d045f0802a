package dev.signalbox.test.fallback;

import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.Router;
import dev.signalbox.router.execution.KeyedClient;
import dev.signalbox.router.execution.SystemClockwork;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.provider.ApiKey;
import dev.signalbox.router.provider.OpenAiDialect;
import dev.signalbox.router.provider.ProviderSettings;
import dev.signalbox.test.fallback.TwoProviders.Way;
import dev.signalbox.test.provider.FakeReply;
import dev.signalbox.test.provider.ReceivedRequest;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A key that may not be used makes room for the next one, before any other candidate is tried. */
class SeveralKeysTests {

    private final TwoProviders house = new TwoProviders();
    private final SystemClockwork clockwork = new SystemClockwork();

    @AfterEach
    void close() {
        house.close();
        clockwork.close();
    }

    @ParameterizedTest
    @EnumSource
    void theNextKeyTakesThePlaceOfOneThatIsRateLimited(Way way) {
        house.first.when(withKey("one"), FakeReply.rateLimited(Duration.ofSeconds(30)));
        house.first.always(FakeReply.text("with the second key"));
        Router router = router();

        assertThat(way.ask(router, "hello").aiMessage().text()).isEqualTo("with the second key");
        assertThat(way.ask(router, "hello").aiMessage().text()).isEqualTo("with the second key");

        assertThat(keys()).containsExactly("one", "two", "two");
        assertThat(house.second.requestCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 429})
    void afterItsCooldownTheFirstKeyIsProbedAndUsedAgain(int status) {
        FakeReply refused = status == 401 ? FakeReply.error(401) : FakeReply.rateLimited(Duration.ofSeconds(30));
        house.first.when(withKey("one"), refused, FakeReply.text("again"));
        house.first.always(FakeReply.text("meanwhile"));
        Router router = router();
        Way.WHOLE.ask(router, "hello");

        house.bed.advance(status == 401 ? Duration.ofMinutes(10) : Duration.ofSeconds(30));

        assertThat(Way.WHOLE.ask(router, "hello").aiMessage().text()).isEqualTo("again");
        assertThat(keys()).containsExactly("one", "two", "one");
    }

    @Test
    void whenAllAreRefusedTheNextCandidateIsTried() {
        house.first.always(FakeReply.error(401));
        house.second.always(FakeReply.text("from the second provider"));
        Router router = router();

        assertThat(Way.WHOLE.ask(router, "hello").aiMessage().text()).isEqualTo("from the second provider");
        assertThat(Way.WHOLE.ask(router, "hello").aiMessage().text()).isEqualTo("from the second provider");

        assertThat(keys()).containsExactly("one", "two");
        assertThat(house.calls().get(1)).tried("second/gpt-second");
    }

    @Test
    void aFailureThatIsNotTheKeysFallsBackAtOnce() {
        house.first.always(FakeReply.error(503));
        house.second.always(FakeReply.text("from the second provider"));

        assertThat(Way.WHOLE.ask(router(), "hello").aiMessage().text()).isEqualTo("from the second provider");

        assertThat(keys()).containsExactly("one");
    }

    @ParameterizedTest
    @EnumSource
    void keysThatMayBeUsedAgainAtOnceAreNotTriedForEver(Way way) {
        house.first.always(FakeReply.rateLimited(Duration.ZERO));
        house.second.always(FakeReply.text("from the second provider"));

        assertThat(way.ask(router(), "hello").aiMessage().text()).isEqualTo("from the second provider");

        assertThat(keys()).hasSize(2);
    }

    private Router router() {
        UnaryOperator<Policy.PolicyBuilder> same = policy -> policy;
        return house.router(
                same,
                more -> more.clients(
                        TwoProviders.FIRST.id(),
                        List.of(
                                new KeyedClient("first", client("one")),
                                new KeyedClient("first, key 2", client("two")))));
    }

    private dev.signalbox.router.execution.DeploymentClient client(String key) {
        ProviderSettings settings = ProviderSettings.builder()
                .name("first")
                .baseUrl(house.first.baseUrl())
                .apiKey(new ApiKey(key))
                .build();
        return new OpenAiDialect(
                        clockwork.clockwork().executor(), clockwork.clockwork().context())
                .connect(settings, TwoProviders.FIRST, List.of());
    }

    private static Predicate<ReceivedRequest> withKey(String key) {
        return request -> ("Bearer " + key).equals(request.header("Authorization"));
    }

    private List<String> keys() {
        return house.first.requests().stream()
                .map(request -> String.valueOf(request.header("Authorization")).replace("Bearer ", ""))
                .toList();
    }
}
