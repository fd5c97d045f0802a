package dev.signalbox.test;

import static dev.signalbox.router.policy.Reason.NOT_LOCAL;
import static dev.signalbox.router.policy.Reason.NO_KEY;
import static dev.signalbox.router.policy.Reason.REGION;
import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static dev.signalbox.test.SignalboxAssertions.facts;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.router.Router;
import dev.signalbox.router.policy.Decision;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DecisionAssertTests {

    private final Router router = Houses.router()
            .client(Houses.FAR, new ScriptedChatModel(), new ScriptedStreamingChatModel())
            .client(Houses.NEAR, new ScriptedChatModel(), new ScriptedStreamingChatModel())
            .build();
    private final Decision usual = router.explain(facts());
    private final Decision gold = router.explain(facts().tag("tier", "gold"));
    private final Decision personal = router.explain(facts().tag("data", "pii"));
    private final Decision impossible =
            router.explain(facts().tag("data", "pii").tag("tier", "gold"));

    @Test
    void agreesWithWhatIsSo() {
        assertThatCode(() -> {
                    assertThat(usual)
                            .chose("far/large")
                            .candidates("far/large", "near/small")
                            .usedPolicy("usual");
                    assertThat(usual).guardedBy();
                    assertThat(gold).usedPolicy("best").byRule("gold-is-best").chose("far/large");
                    assertThat(personal)
                            .chose("near/small")
                            .excluded("far/large", NOT_LOCAL)
                            .guardedBy("pii");
                    assertThat(impossible).hasNoCandidate().excluded("far/large", NOT_LOCAL);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void tellsTheWholeDecisionWhenAnotherDeploymentWasChosen() {
        assertThatThrownBy(() -> assertThat(usual).chose("near/small"))
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        String.format("%nExpected the chosen deployment to be%n  near/small%nbut found%n  far/large%n"
                                + "in policy 'usual' (default), candidates: far/large, near/small"));
    }

    @Test
    void disagreesWithWhatIsNotSo() {
        disagrees(() -> assertThat(impossible).chose("far/large"), "none", impossible);
        disagrees(() -> assertThat(usual).candidates("far/large"), "[far/large, near/small]", usual);
        disagrees(() -> assertThat(usual).hasNoCandidate(), "[far/large, near/small]", usual);
        disagrees(() -> assertThat(usual).usedPolicy("best"), "usual", usual);
        disagrees(() -> assertThat(usual).byRule("gold-is-best"), "null", usual);
        disagrees(() -> assertThat(personal).guardedBy(), "[pii]", personal);
        disagrees(() -> assertThat(personal).excluded("far/large", REGION), "not local", personal);
        disagrees(() -> assertThat(personal).excluded("near/small", NO_KEY), "none, it is a candidate", personal);
        disagrees(() -> assertThat(personal).excluded("far/smal", NO_KEY), "does not know this deployment", personal);
    }

    @Test
    void keepsADescription() {
        assertThatThrownBy(() -> assertThat(usual).as("at night").usedPolicy("best"))
                .hasMessageStartingWith("[at night] ");
    }

    @Test
    void wantsADecision() {
        assertThatThrownBy(() -> assertThat((Decision) null).chose("far/large"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expecting actual not to be null");
    }

    private static void disagrees(ThrowingCallable assertion, String found, Decision decision) {
        assertThatThrownBy(assertion)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(found)
                .hasMessageEndingWith(decision.explain());
    }
}
