package dev.signalbox.router.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.RequestFacts;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StrategiesTests {

    private final Strategies strategies = new Strategies(new Random(7)::nextDouble, new Statistics(() -> 0), List.of());
    private final RequestFacts facts = RequestFacts.builder().inputTokens(1_000).build();

    @Test
    void keepsTheConfiguredOrderByPriority() {
        List<Candidate> candidates = List.of(candidate("b", 1, null), candidate("a", 9, "0"));

        assertThat(strategies.strategy("priority").order(candidates, facts)).isEqualTo(candidates);
    }

    @Test
    void triesTheCheapestFirstAndUnknownPricesLast() {
        Candidate unknown = candidate("unknown", 1, null);
        Candidate dear = candidate("dear", 1, "3");
        Candidate cheap = candidate("cheap", 1, "0.1");
        Candidate alsoCheap = candidate("also-cheap", 1, "0.1");

        List<Candidate> ordered =
                strategies.strategy("lowest-cost").order(List.of(unknown, dear, cheap, alsoCheap), facts);

        assertThat(ordered).containsExactly(cheap, alsoCheap, dear, unknown);
    }

    @Test
    void looksAtTheSizeOfTheRequestForTheLowestCost() {
        Candidate cheapInput = new Candidate(model(), deployment("in", 1, Price.perMillion("0.1", "10")));
        Candidate cheapOutput = new Candidate(model(), deployment("out", 1, Price.perMillion("1", "1")));
        RequestFacts reading =
                RequestFacts.builder().inputTokens(100_000).maxOutputTokens(10).build();
        RequestFacts writing =
                RequestFacts.builder().inputTokens(10).maxOutputTokens(4_000).build();
        Strategy lowestCost = strategies.strategy("lowest-cost");

        assertThat(lowestCost.order(List.of(cheapOutput, cheapInput), reading))
                .first()
                .isEqualTo(cheapInput);
        assertThat(lowestCost.order(List.of(cheapInput, cheapOutput), writing))
                .first()
                .isEqualTo(cheapOutput);
    }

    @Test
    void looksAtTheTierThatTheRequestReaches() {
        Price tiered = Price.perMillion("1", "1").withTiers(List.of(new Price.Tier(1_001, Price.perMillion("5", "5"))));
        Price freeWhenLong = Price.perMillion("9", "9").withTiers(List.of(new Price.Tier(1_001, new Price(0, 0, 0))));
        Candidate flat = candidate("flat", 1, "2");
        Candidate stepped = new Candidate(model(), deployment("stepped", 1, tiered));
        Candidate gift = new Candidate(model(), deployment("gift", 1, freeWhenLong));
        RequestFacts longer = RequestFacts.builder().inputTokens(1_001).build();
        List<Candidate> two = List.of(flat, stepped);

        assertThat(strategies.strategy("lowest-cost").order(two, facts)).containsExactly(stepped, flat);
        assertThat(strategies.strategy("lowest-cost").order(two, longer)).containsExactly(flat, stepped);
        assertThat(strategies.strategy("weighted-by-price").order(List.of(flat, gift), longer))
                .containsExactly(gift, flat);
    }

    @Test
    void sharesTheFirstPlaceByWeight() {
        List<Candidate> candidates = List.of(candidate("one", 1, null), candidate("three", 3, null));

        assertThat(shareOfFirst(candidates, "weighted")).isCloseTo(0.25, within(0.02));
    }

    @Test
    void sharesTheFirstPlaceByTheInverseSquareOfThePrice() {
        List<Candidate> candidates = List.of(candidate("three", 1, "3"), candidate("one", 1, "1"));

        assertThat(shareOfFirst(candidates, "weighted-by-price")).isCloseTo(0.1, within(0.02));
    }

    @Test
    void prefersFreeToPricedToUnknownWhenWeighingByPrice() {
        Candidate unknown = candidate("unknown", 1, null);
        Candidate priced = candidate("priced", 1, "1");
        Candidate free = candidate("free", 1, "0");

        assertThat(strategies.strategy("weighted-by-price").order(List.of(unknown, priced, free), facts))
                .containsExactly(free, priced, unknown);
    }

    @Test
    void namesTheKnownStrategiesWhenOneIsUnknown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> strategies.strategy("lowest-cots"))
                .withMessage("'lowest-cots' is not a strategy. Did you mean 'lowest-cost'?"
                        + " Known strategies: priority, weighted, weighted-by-price, lowest-cost, lowest-latency,"
                        + " highest-throughput, least-busy, round-robin.");
    }

    @Test
    void keepsTheConfiguredOrderOfEquals() {
        List<Candidate> candidates = IntStream.range(0, 60)
                .mapToObj(index -> candidate("c" + index, 1, index % 3 == 0 ? "1" : "2"))
                .toList();

        List<Candidate> ordered = strategies.strategy("lowest-cost").order(candidates, facts);

        List<Candidate> cheap =
                candidates.stream().filter(each -> price(each) == 1_000_000).toList();
        assertThat(ordered).hasSameElementsAs(candidates).startsWith(cheap.toArray(new Candidate[0]));
        assertThat(ordered.subList(cheap.size(), 60))
                .containsExactlyElementsOf(candidates.stream()
                        .filter(each -> price(each) == 2_000_000)
                        .toList());
    }

    private static long price(Candidate candidate) {
        return Objects.requireNonNull(candidate.deployment().price()).input();
    }

    private double shareOfFirst(List<Candidate> candidates, String strategy) {
        int rounds = 20_000;
        int first = 0;
        for (int round = 0; round < rounds; round++) {
            first += strategies.strategy(strategy).order(candidates, facts).get(0) == candidates.get(0) ? 1 : 0;
        }
        return (double) first / rounds;
    }

    private static Candidate candidate(String name, int weight, String price) {
        return new Candidate(model(), deployment(name, weight, price == null ? null : Price.perMillion(price, price)));
    }

    private static Model model() {
        return Model.of("m", Deployment.of("p/m").build());
    }

    private static Deployment deployment(String name, int weight, Price price) {
        return Deployment.of("p/" + name).weight(weight).price(price).build();
    }
}
