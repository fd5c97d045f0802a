package dev.signalbox.router.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Outcomes that were kept under another configuration. */
class PresentOutcomesTests {

    private static final List<ComparedPrompt> PROMPTS = Fixture.prompts(4);

    private final Fixture before = new Fixture("rehearsal");
    private final Fixture now = new Fixture("real");
    private final OutcomeStore store = OutcomeStore.inMemory();

    @AfterEach
    void close() {
        before.router.close();
        now.router.close();
    }

    private ComparisonResult compare(Fixture fixture, String contender) {
        return Comparison.of(fixture.router)
                .prompts(PROMPTS)
                .contenders(contender)
                .graders(Graders.exact())
                .resamples(100, 1)
                .store(store)
                .build()
                .run();
    }

    @Test
    void whatADeploymentSaidThatTheModelNoLongerHasIsAskedAgain() {
        compare(before, "strong");

        ComparisonResult result = compare(now, "strong");

        assertThat(result.called()).isEqualTo(PROMPTS.size());
        assertThat(result.outcomes()).extracting(Outcome::deployment).containsOnly("real/strong");
        assertThat(compare(now, "strong").called()).isZero();
    }

    @Test
    void thatOfAPolicyTooAndItsFailures() {
        before.small = text -> {
            if (text.equals("1")) {
                throw new IllegalStateException("broken");
            }
            return text;
        };
        compare(before, "routine");

        ComparisonResult result = compare(now, "routine");

        assertThat(result.called()).isEqualTo(PROMPTS.size());
        assertThat(result.outcomes())
                .allSatisfy(outcome -> assertThat(outcome.failure()).isNull());
    }

    @Test
    void aFailureOfADeploymentThatIsStillThereIsKept() {
        now.small = text -> {
            throw new IllegalStateException("broken");
        };
        compare(now, "routine");

        assertThat(compare(now, "routine").called()).isZero();
    }
}
