package dev.signalbox.router.compare.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Intervals against values worked out by hand, and against a truth that is known because it was made up. */
class BootstrapTests {

    private final Bootstrap bootstrap = new Bootstrap(2_000, () -> new SplittableRandom(7));

    @Test
    void twoPromptsGiveTheFourEquallyLikelyMeansOfTheirDraws() {
        Interval interval = bootstrap.mean(Sample.of(Map.of("a", 0.0, "b", 1.0)), 0.95);

        assertThat(interval).isEqualTo(new Interval(2, 0.5, 0, 1)); // 0, 0.5, 0.5, 1: a quarter at each end
        assertThat(bootstrap.mean(Sample.of(Map.of("a", 0.0, "b", 1.0)), 0.1))
                .isEqualTo(new Interval(2, 0.5, 0.5, 0.5)); // four tenths cut off at each end leave the middle half
    }

    @Test
    void weighsPrompts() {
        Sample sample = new Sample(Map.of("a", 1.0, "b", 0.0), Map.of("a", 3.0));

        assertThat(bootstrap.mean(sample, 0.95).mean()).isEqualTo(0.75);
    }

    @Test
    void aQuantileLiesBetweenItsNeighboursInProportion() {
        double[] sorted = {10, 20, 40};

        assertThat(Bootstrap.quantile(sorted, 0.25)).isEqualTo(15);
        assertThat(Bootstrap.quantile(sorted, 0.75)).isEqualTo(30);
        assertThat(Bootstrap.quantile(sorted, 1)).isEqualTo(40);
    }

    @Test
    void isNearTheNormalIntervalForManyPrompts() {
        SplittableRandom chance = new SplittableRandom(1);
        Interval interval = bootstrap.mean(sample(400, () -> chance.nextDouble()), 0.95);

        double half = 1.96 * Math.sqrt(1.0 / 12 / 400); // of the uniform distribution
        assertThat(interval.high() - interval.mean()).isCloseTo(half, within(half * 0.15));
        assertThat(interval.mean() - interval.low()).isCloseTo(half, within(half * 0.15));
    }

    @Test
    void coversTheTruthAboutAsOftenAsItSays() {
        int covered = 0;
        for (int experiment = 0; experiment < 200; experiment++) {
            SplittableRandom chance = new SplittableRandom(1_000 + experiment);
            Interval interval = bootstrap.mean(sample(60, () -> chance.nextDouble() < 0.7 ? 1 : 0), 0.95);
            covered += interval.low() <= 0.7 && 0.7 <= interval.high() ? 1 : 0;
        }

        assertThat(covered).isBetween(180, 198);
    }

    @Test
    void coversTheTruthWithFewPromptsToo() {
        int covered = 0;
        for (int experiment = 0; experiment < 1_000; experiment++) {
            SplittableRandom chance = new SplittableRandom(9_000 + experiment);
            Interval interval = bootstrap.mean(sample(20, chance::nextDouble), 0.95);
            covered += interval.low() <= 0.5 && 0.5 <= interval.high() ? 1 : 0;
        }

        assertThat(covered).isBetween(940, 960);
    }

    /** Worked out with tables of Student's and the normal distribution. */
    @ParameterizedTest
    @CsvSource({"5, 0.95, 0.00096", "10, 0.95, 0.00855", "20, 0.95, 0.0159", "40, 0.95, 0.0203", "20, 0.99, 0.00168"})
    void cutsOffLessTheFewerThereAre(int n, double level, double tail) {
        assertThat(ExpandedTail.of(n, level)).isCloseTo(tail, within(tail * 0.02));
    }

    @Test
    void pairedDifferencesCoverTheTruthToo() {
        int covered = 0;
        for (int experiment = 0; experiment < 200; experiment++) {
            SplittableRandom chance = new SplittableRandom(5_000 + experiment);
            Sample common = sample(60, chance::nextDouble); // how hard each prompt is, for both
            Sample first = shifted(common, chance, 0.1);
            Interval interval = bootstrap.mean(first.minus(shifted(common, chance, 0)), 0.95);
            covered += interval.low() <= 0.1 && 0.1 <= interval.high() ? 1 : 0;
        }

        assertThat(covered).isBetween(180, 198);
    }

    @Test
    void theSameSeedGivesTheSameInterval() {
        SplittableRandom chance = new SplittableRandom(3);
        Sample sample = sample(30, chance::nextDouble);

        assertThat(bootstrap.mean(sample, 0.9)).isEqualTo(bootstrap.mean(sample, 0.9));
    }

    @Test
    void refusesWhatHasNoInterval() {
        assertThatIllegalArgumentException().isThrownBy(() -> bootstrap.mean(Sample.of(Map.of()), 0.95));
        assertThatIllegalArgumentException().isThrownBy(() -> bootstrap.mean(Sample.of(Map.of("a", 1.0)), 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bootstrap(99, SplittableRandom::new))
                .withMessage("The resamples are 99. They must be at least 100; 10000 is usual.");
    }

    /** Clopper and Pearson's, by the quantiles of the beta distribution: 1 - 0.025^(1/20) is 0.1684. */
    @ParameterizedTest
    @CsvSource({
        "20, 0, 0.8316, 1",
        "20, 1, 0.7513, 0.9987",
        "48, 1, 0.8893, 0.9995",
        "20, 10, 0.2720, 0.7280",
        "10, 0, 0.6915, 1"
    })
    void isTheExactIntervalForAnswersThatAreRightOrWrong(int prompts, int wrong, double low, double high) {
        int[] prompt = {0};
        Bootstrap exact = new Bootstrap(50_000, () -> new SplittableRandom(7));
        Interval interval = exact.mean(sample(prompts, () -> prompt[0]++ < wrong ? 0 : 1), 0.95, 0, 1);

        assertThat(interval.low()).isCloseTo(low, within(0.01));
        assertThat(interval.high()).isCloseTo(high, within(0.01));
    }

    @Test
    void aBoundedMeanIsCoveredAtLeastAsOftenAsItSays() {
        int covered = 0;
        for (int experiment = 0; experiment < 400; experiment++) {
            SplittableRandom chance = new SplittableRandom(2_000 + experiment);
            Sample sample = sample(20, () -> chance.nextDouble() < 0.9 ? 1 : chance.nextDouble() / 2);
            Interval interval = bootstrap.mean(sample, 0.95, 0, 1);
            covered += interval.low() <= 0.925 && 0.925 <= interval.high() ? 1 : 0;
        }

        assertThat(covered).isGreaterThanOrEqualTo(380);
    }

    @Test
    void fewHeavyPromptsCountAsFew() {
        Map<String, Double> weights = Map.of("p0", 20.0, "p1", 20.0, "p2", 20.0, "p3", 20.0);
        int covered = 0;
        for (int experiment = 0; experiment < 400; experiment++) {
            SplittableRandom chance = new SplittableRandom(3_000 + experiment);
            Sample sample = new Sample(
                    sample(40, () -> chance.nextDouble() < 0.8 ? 1 : 0).values(), weights);
            Interval interval = bootstrap.mean(sample, 0.95, 0, 1);
            covered += interval.low() <= 0.8 && 0.8 <= interval.high() ? 1 : 0;
        }

        assertThat(covered).isGreaterThanOrEqualTo(380);
    }

    @Test
    void drawsUntilTheFarEndsAreReached() {
        Sample right = sample(50, () -> 1);

        double low = new Bootstrap(100, () -> new SplittableRandom(5))
                .mean(right, 0.9998, 0, 1)
                .low();

        assertThat(low)
                .isCloseTo(Math.pow(0.0001, 1.0 / 50), within(0.01)); // of 100 draws the lowest would be at about 0.91
    }

    private static Sample shifted(Sample common, SplittableRandom chance, double shift) {
        Map<String, Double> values = new TreeMap<>();
        common.values().forEach((prompt, value) -> values.put(prompt, value + shift + 0.2 * chance.nextDouble()));
        return Sample.of(values);
    }

    static Sample sample(int prompts, DoubleSupplier grade) {
        Map<String, Double> values = new TreeMap<>();
        for (int prompt = 0; prompt < prompts; prompt++) {
            values.put("p" + prompt, grade.getAsDouble());
        }
        return Sample.of(values);
    }
}
