package dev.signalbox.router.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Price;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequirementTests {

    private static final Deployment UNKNOWN = Deployment.of("cloud/m").build();
    private static final Deployment SAFE = Deployment.of("house/m")
            .local(true)
            .zeroDataRetention(true)
            .trainsOnData(false)
            .region("eu")
            .quantization("fp16")
            .price(Price.perMillion("1", "2"))
            .build();

    static Stream<Arguments> requirements() {
        return Stream.of(
                Arguments.of(Requirement.builder().local(true).build(), Reason.NOT_LOCAL),
                Arguments.of(Requirement.builder().zeroDataRetention(true).build(), Reason.DATA_RETENTION),
                Arguments.of(Requirement.builder().noTraining(true).build(), Reason.DATA_TRAINING),
                Arguments.of(Requirement.builder().regions(Set.of("eu", "ch")).build(), Reason.REGION),
                Arguments.of(Requirement.builder().providers(Set.of("house")).build(), Reason.PROVIDER),
                Arguments.of(
                        Requirement.builder().deniedProviders(Set.of("cloud")).build(), Reason.PROVIDER),
                Arguments.of(
                        Requirement.builder()
                                .deniedDeployments(Set.of("cloud/m"))
                                .build(),
                        Reason.DENIED),
                Arguments.of(
                        Requirement.builder().deniedQuantizations(Set.of("fp4")).build(), Reason.QUANTIZATION),
                Arguments.of(
                        Requirement.builder()
                                .maxPrice(Price.perMillion("1", "2"))
                                .build(),
                        Reason.PRICE));
    }

    @ParameterizedTest
    @MethodSource("requirements")
    void failsClosedOnWhatIsUnknown(Requirement requirement, Reason reason) {
        assertThat(requirement.unmetBy(UNKNOWN, 1_000)).isEqualTo(reason);
        assertThat(requirement.unmetBy(SAFE, 1_000)).isNull();
    }

    @Test
    void excludesByNeedsAndContextBeforeGuards() {
        Deployment small = Deployment.of("cloud/small")
                .capabilities(Set.of(Capability.STREAMING))
                .contextLength(1_000)
                .build();
        RequestFacts large = RequestFacts.builder().inputTokens(1_001).build();
        RequestFacts tools =
                RequestFacts.builder().needs(Set.of(Capability.TOOLS)).build();

        assertThat(eligibility(large).exclude(small)).hasToString("cloud/small (context length: 1001 > 1000)");
        assertThat(eligibility(tools).exclude(small)).hasToString("cloud/small (capability: tools)");
        assertThat(eligibility(RequestFacts.builder().inputTokens(1_000).build())
                        .exclude(small))
                .isNull();
    }

    private static Eligibility eligibility(RequestFacts facts) {
        return new Eligibility(facts, Policy.of("p", "m"), List.of());
    }

    @Test
    void holdsTheCeilingAgainstThePriceThatTheRequestReaches() {
        Requirement requirement =
                Requirement.builder().maxPrice(Price.perMillion("1", "2")).build();
        Price price =
                Price.perMillion("1", "2").withTiers(List.of(new Price.Tier(200_001, Price.perMillion("2", "3"))));
        Deployment tiered = Deployment.of("cloud/m").price(price).build();

        assertThat(requirement.unmetBy(tiered, 200_000)).isNull();
        assertThat(requirement.unmetBy(tiered, 200_001)).isEqualTo(Reason.PRICE);
    }

    @Test
    void leavesRoomForTheOutputThatTheRequestAllows() {
        Deployment deployment = Deployment.of("cloud/m")
                .contextLength(10_000)
                .outputLength(4_000)
                .build();

        assertThat(tooLong(deployment, 10_000, null)).isNull();
        assertThat(tooLong(deployment, 10_001, null)).isEqualTo("10001 > 10000");
        assertThat(tooLong(deployment, 6_000, 4_000)).isNull();
        assertThat(tooLong(deployment, 6_001, 4_000)).isEqualTo("10001 > 10000");
        assertThat(tooLong(deployment, 1, 4_001)).isEqualTo("4001 > 4000");
        assertThat(tooLong(deployment, Integer.MAX_VALUE, Integer.MAX_VALUE)).isEqualTo("4294967294 > 10000");
        assertThat(tooLong(Deployment.of("cloud/m").build(), 1, 4_001)).isNull();
    }

    private static @Nullable String tooLong(Deployment deployment, int input, @Nullable Integer output) {
        RequestFacts facts = RequestFacts.builder()
                .inputTokens(input)
                .maxOutputTokens(output)
                .build();
        Policy policy = Policy.builder().name("p").models(List.of("m")).build();
        Exclusion exclusion = new Eligibility(facts, policy, List.of()).exclude(deployment);
        return exclusion == null ? null : exclusion.detail();
    }
}
