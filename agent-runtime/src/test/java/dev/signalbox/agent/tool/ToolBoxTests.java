package dev.signalbox.agent.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.Tool;
import dev.signalbox.agent.approval.ApprovalRule;
import dev.signalbox.agent.approval.RequiresApproval;
import dev.signalbox.agent.journal.ApprovalRecord.Verdict;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ToolBoxTests {

    private final ToolBench bench = new ToolBench();

    @AfterEach
    void close() {
        bench.close();
    }

    private AbstractThrowableAssert<?, ?> refused(Object... objects) {
        return assertThatThrownBy(
                        () -> bench.boxed().objects(Arrays.asList(objects)).build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    static class Plain {
        @Tool
        String plain(String text) {
            return text;
        }

        @Tool
        @ToolEffect(Effect.READ)
        String marked() {
            return "";
        }
    }

    @Test
    void saysOnceWhichToolsNothingIsKnownOf(CapturedOutput output) {
        Plain plain = new Plain();

        ToolBox box = bench.boxed().objects(List.of(plain)).build();
        box.tools(new Plain());

        assertThat(box.tools(plain))
                .extracting(BoxedTool::name, BoxedTool::effect)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("plain", Effect.IDEMPOTENT),
                        org.assertj.core.groups.Tuple.tuple("marked", Effect.READ));
        assertThat(output.getOut().split("taken for IDEMPOTENT", -1)).hasSize(2);
        assertThat(output).contains("crash: plain. Mark", "@ToolEffect", "signalbox.agent.tools.<name>.effect");
    }

    static class Twin {
        @Tool
        String plain() {
            return "";
        }
    }

    @Test
    void refusesTwoToolsOfOneName() {
        refused(new Plain(), new Twin()).hasMessageContaining("two tools named 'plain'");
    }

    static class NoSuchTool {
        @Tool
        @ToolEffect(Effect.ONCE)
        String pay() {
            return "";
        }

        @Reconcile("play")
        Optional<String> find(IdempotencyKey key) {
            return Optional.empty();
        }
    }

    @Test
    void refusesToReconcileAToolThatIsNotThere() {
        refused(new NoSuchTool()).hasMessageContaining("@Reconcile(\"play\")").hasMessageContaining("pay");
    }

    static class WrongReconcile {
        @Tool
        @ToolEffect(Effect.ONCE)
        String pay() {
            return "";
        }

        @Reconcile("pay")
        String find(String key) {
            return key;
        }
    }

    @Test
    void refusesAReconciliationOfTheWrongForm() {
        refused(new WrongReconcile())
                .hasMessageContaining("WrongReconcile.find")
                .hasMessageContaining("Optional<…> find(IdempotencyKey key)");
    }

    static class NeedlessReconcile {
        @Tool
        @ToolEffect(Effect.READ)
        String look() {
            return "";
        }

        @Reconcile("look")
        Optional<String> find(IdempotencyKey key) {
            return Optional.empty();
        }
    }

    @Test
    void refusesToReconcileWhatMayBeRepeated() {
        refused(new NeedlessReconcile()).hasMessageContaining("look").hasMessageContaining("READ");
    }

    static class BadCondition {
        @Tool
        @RequiresApproval(when = "amount >")
        String pay(int amount) {
            return "";
        }
    }

    static class UnknownArgument {
        @Tool
        @RequiresApproval(when = "amuont > 100")
        String pay(int amount) {
            return "";
        }
    }

    @Test
    void refusesConditionsThatCannotBeUnderstood() {
        refused(new BadCondition()).hasMessageContaining("BadCondition.pay").hasMessageContaining("amount >");
        refused(new UnknownArgument()).hasMessageContaining("amuont").hasMessageContaining("Its arguments: amount");
        assertThatThrownBy(() -> bench.boxed()
                        .conditions(null)
                        .objects(List.of(new UnknownArgument()))
                        .build())
                .hasMessageContaining("ConditionCompiler");
    }

    static class BadTime {
        @Tool
        @ToolLimits(timeout = "10s")
        String wait(int a) {
            return "";
        }
    }

    static class BadWithin {
        @Tool
        @RequiresApproval(within = "3 days")
        String wait(int a) {
            return "";
        }
    }

    static class BadVerdict {
        @Tool
        @RequiresApproval(within = "P3D", onExpiry = Verdict.EDIT)
        String wait(int a) {
            return "";
        }
    }

    @Test
    void refusesTimesAndVerdictsThatMakeNoSense() {
        refused(new BadTime()).hasMessageContaining("timeout = \"10s\"").hasMessageContaining("PT10S");
        refused(new BadWithin()).hasMessageContaining("within = \"3 days\"");
        refused(new BadVerdict()).hasMessageContaining("EDIT").hasMessageContaining("DENY or APPROVE");
    }

    static class OnceRepeated {
        @Tool
        @ToolEffect(Effect.ONCE)
        @ToolLimits(retries = 1)
        String pay() {
            return "";
        }
    }

    @Test
    void refusesToRepeatWhatMustNotBe() {
        refused(new OnceRepeated()).hasMessageContaining("ONCE").hasMessageContaining("1 retries");
        assertThatThrownBy(() -> bench.boxed()
                        .settings(Map.of(
                                "pay",
                                ToolSettings.builder().effect(Effect.READ).build()))
                        .objects(List.of(new NoSuchToolLess()))
                        .build())
                .hasMessageContaining("marked ONCE and set to READ");
    }

    static class NoSuchToolLess {
        @Tool
        @ToolEffect(Effect.ONCE)
        String pay() {
            return "";
        }
    }

    static class Transactional {
        @Tool
        @ToolEffect(Effect.TRANSACTIONAL)
        String book() {
            return "";
        }
    }

    @Test
    void refusesTransactionsThatAJournalInMemoryDoesNotHave() {
        refused(new Transactional()).hasMessageContaining("'book'").hasMessageContaining("no data source");
    }

    @Test
    void settingsAreForToolsThatThereAre() {
        Map<String, ToolSettings> settings =
                Map.of("plian", ToolSettings.builder().effect(Effect.READ).build());

        assertThatThrownBy(() -> bench.boxed()
                        .settings(settings)
                        .objects(List.of(new Plain()))
                        .build())
                .hasMessageContaining("plian")
                .hasMessageContaining("marked, plain");
        assertThatCode(() -> bench.boxed()
                        .settings(settings)
                        .providers(List.of(request -> null))
                        .build())
                .doesNotThrowAnyException();
    }

    @Test
    void settingsWinOverMarksAndDefaultsFillIn() {
        ToolSettings set = ToolSettings.builder()
                .effect(Effect.ONCE)
                .approval(new ApprovalRule("text == 'x'", null, null, Verdict.DENY))
                .build();
        ToolSettings defaults = ToolSettings.builder()
                .timeout(Duration.ofSeconds(3))
                .maxOutput(5)
                .build();

        ToolBox box = bench.boxed()
                .settings(Map.of("plain", set))
                .defaults(defaults)
                .objects(List.of(new Plain()))
                .build();

        BoxedTool plain = box.tools().stream()
                .filter(tool -> tool.name().equals("plain"))
                .findFirst()
                .orElseThrow();
        assertThat(plain.effect()).isEqualTo(Effect.ONCE);
        assertThat(plain.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(plain.maxOutput()).isEqualTo(5);
        assertThat(plain.retries()).isZero();
        assertThat(plain.rule()).isNotNull();
    }

    @Test
    void limitsArePositive() {
        assertThatThrownBy(() -> ToolSettings.builder().concurrency(0).build())
                .hasMessageContaining("1 or more, not 0");
        assertThatThrownBy(() -> ToolSettings.builder().timeout(Duration.ZERO).build())
                .hasMessageContaining("time-out");
    }
}
