package dev.signalbox.router.compare.statistics;

import static dev.signalbox.router.compare.statistics.BootstrapTests.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When there is a winner, what is good enough, and when nothing is said. */
class JudgementTests {

    private static final Map<String, Double> COSTS = Map.of("strong", 0.01, "small", 0.001, "tiny", 0.0001);

    private final Bootstrap bootstrap = new Bootstrap(2_000, () -> new SplittableRandom(7));

    @Test
    void theWinnerBeatsEveryOther() {
        Verdict verdict = verdict(40, Map.of("strong", 0.9, "small", 0.4, "tiny", 0.2));

        assertThat(verdict.winner()).isEqualTo("strong");
        assertThat(verdict.goodEnough()).isEqualTo("strong");
        assertThat(verdict.text()).contains("n = 40", "better than every other");
    }

    @Test
    void theCheapestWithinTheMarginIsGoodEnough() {
        Verdict verdict = verdict(400, Map.of("strong", 0.92, "small", 0.9, "tiny", 0.2));

        assertThat(verdict.winner()).isEqualTo("strong"); // always a little better, which may not matter
        assertThat(verdict.goodEnough()).isEqualTo("small");
        assertThat(verdict.text()).contains("'small' is good enough and the cheapest");
    }

    @Test
    void amongEquallyCheapOnesTheBetterIsGoodEnough() {
        Map<String, Sample> samples = samples(400, Map.of("better", 0.9, "worse", 0.89));
        List<Standing> standings = List.of(
                new Standing("worse", bootstrap.mean(samples.get("worse"), 0.95, 0, 1), 0.0),
                new Standing("better", bootstrap.mean(samples.get("better"), 0.95, 0, 1), 0.0));

        Verdict verdict = new Judgement(standings, Pairs.of(samples, bootstrap, 0.95), 0.05).verdict();

        assertThat(verdict.goodEnough()).isEqualTo("better");
        assertThat(verdict.text()).contains("'better' is good enough and the cheapest");
    }

    /** At the margin itself a confidence of 0.95 on both sides allows one in forty. */
    @ParameterizedTest
    @CsvSource({"20, 0.05", "48, 0.05", "100, 0.05", "20, 0.1", "48, 0.1"})
    void whoeverIsWorseByTheMarginIsHardlyEverCalledGoodEnough(int prompts, double margin) {
        int called = 0;
        for (int seed = 0; seed < 400; seed++) {
            SplittableRandom chance = new SplittableRandom(seed);
            Map<String, Sample> samples = new TreeMap<>(Map.of("strong", sample(prompts, () -> 1)));
            samples.put("small", sample(prompts, () -> chance.nextDouble() < margin ? 0 : 1));
            called += "small".equals(judge(samples, margin).goodEnough()) ? 1 : 0;
        }

        assertThat(called).isLessThanOrEqualTo(16); // 10 are expected at most, and 17 or more come by chance once in 25
    }

    @Test
    void saysNothingOfOneAlone() {
        Verdict verdict = verdict(40, Map.of("strong", 0.9));

        assertThat(verdict.winner()).isNull();
        assertThat(verdict.goodEnough()).isNull();
        assertThat(verdict.text()).endsWith("There is no other to compare it with.");
    }

    @Test
    void saysNothingOfTooFewPrompts() {
        Verdict verdict = verdict(19, Map.of("strong", 0.9, "small", 0.1));

        assertThat(verdict.winner()).isNull();
        assertThat(verdict.goodEnough()).isNull();
        assertThat(verdict.text()).startsWith("Too few prompts for a verdict: 19 graded, and below 20");
    }

    @Test
    void anUnknownCostIsNotCheap() {
        Map<String, Sample> samples = samples(400, Map.of("strong", 0.9, "free", 0.9));
        Standing strong = new Standing("strong", bootstrap.mean(samples.get("strong"), 0.95, 0, 1), 0.01);
        Standing free = new Standing("free", bootstrap.mean(samples.get("free"), 0.95, 0, 1), null);

        Pairs pairs = Pairs.of(samples, bootstrap, 0.95);

        assertThat(new Judgement(List.of(free, strong), pairs, 0.05).verdict().goodEnough())
                .isEqualTo("strong");
    }

    @Test
    void oneWithoutAGradeIsNotBeaten() {
        Map<String, Sample> samples = samples(40, Map.of("strong", 0.9, "small", 0.4));
        List<Standing> standings = List.of(
                new Standing("strong", bootstrap.mean(samples.get("strong"), 0.95, 0, 1), 0.01),
                new Standing("small", bootstrap.mean(samples.get("small"), 0.95, 0, 1), 0.01),
                new Standing("ungraded", null, 0.01));
        Verdict verdict = new Judgement(standings, Pairs.of(samples, bootstrap, 0.95), 0.05).verdict();
        assertThat(verdict.winner()).isNull();
        assertThat(verdict.text()).startsWith("Too few prompts for a verdict: 0 graded");
    }

    @Test
    void nothingGradedIsNoVerdict() {
        assertThat(new Judgement(List.of(), new Pairs(List.of()), 0.05)
                        .verdict()
                        .text())
                .startsWith("No answer has a grade");
    }

    @Test
    void thePairIsOverTheCommonPromptsAndCanBeTurned() {
        Map<String, Sample> samples = new LinkedHashMap<>();
        samples.put("first", Sample.of(Map.of("a", 1.0, "b", 0.5, "c", 0.0)));
        samples.put("second", Sample.of(Map.of("a", 0.0, "b", 0.5, "d", 1.0)));

        Pairs pairs = Pairs.of(samples, bootstrap, 0.95);

        Pair pair = pairs.between("first", "second").orElseThrow();
        assertThat(pair).isEqualTo(new Pair("first", "second", 2, 0.5, pair.low(), pair.high(), false));
        assertThat(pairs.between("second", "first").orElseThrow().difference()).isCloseTo(-0.5, within(1e-12));
    }

    @Test
    void moreContendersWidenTheIntervals() {
        SplittableRandom chance = new SplittableRandom(4);
        Map<String, Sample> samples = new LinkedHashMap<>();
        List.of("a", "b", "c", "d").forEach(name -> samples.put(name, sample(50, chance::nextDouble)));

        Pair alone = Pairs.of(Map.of("a", samples.get("a"), "b", samples.get("b")), bootstrap, 0.95)
                .between("a", "b")
                .orElseThrow();
        Pair among = Pairs.of(samples, bootstrap, 0.95).between("a", "b").orElseThrow();

        assertThat(among.high() - among.low()).isGreaterThan(alone.high() - alone.low());
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void thereIsHardlyEverAWinnerAmongContendersThatAreAlike(int contenders) {
        assertThat(winnersAmongAlike(contenders, 100)).isLessThanOrEqualTo(5);
    }

    /** One in twenty is what a confidence of 0.95 allows. */
    @Test
    void betweenTwoThatAreAlikeAWinnerIsAboutAsRareAsTheConfidenceSays() {
        assertThat(winnersAmongAlike(2, 1_000)).isBetween(20, 60);
    }

    private int winnersAmongAlike(int contenders, int experiments) {
        int winners = 0;
        for (int seed = 0; seed < experiments; seed++) {
            SplittableRandom chance = new SplittableRandom(seed);
            Map<String, Sample> samples = new LinkedHashMap<>();
            for (int contender = 0; contender < contenders; contender++) {
                samples.put("c" + contender, sample(40, () -> chance.nextDouble() < 0.7 ? 1 : 0));
            }
            winners += judge(samples).winner() == null ? 0 : 1;
        }
        return winners;
    }

    private Verdict verdict(int prompts, Map<String, Double> qualities) {
        return judge(samples(prompts, qualities));
    }

    private Verdict judge(Map<String, Sample> samples) {
        return judge(samples, 0.05);
    }

    private Verdict judge(Map<String, Sample> samples, double margin) {
        List<Standing> standings = samples.entrySet().stream()
                .map(entry -> new Standing(
                        entry.getKey(),
                        bootstrap.mean(entry.getValue(), 0.95, 0, 1),
                        COSTS.getOrDefault(entry.getKey(), 1.0)))
                .toList();
        return new Judgement(standings, Pairs.of(samples, bootstrap, 0.95), margin).verdict();
    }

    /** The grades go up and down by the same small steps. */
    private static Map<String, Sample> samples(int prompts, Map<String, Double> qualities) {
        Map<String, Sample> samples = new TreeMap<>();
        qualities.forEach((name, quality) -> {
            int[] prompt = {0};
            samples.put(name, sample(prompts, () -> quality + (prompt[0]++ % 3 - 1) * 0.05));
        });
        return samples;
    }
}
