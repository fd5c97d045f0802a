package dev.signalbox.router.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Price;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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
        assertThat(requirement.unmetBy(UNKNOWN)).isEqualTo(reason);
        assertThat(requirement.unmetBy(SAFE)).isNull();
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
}
