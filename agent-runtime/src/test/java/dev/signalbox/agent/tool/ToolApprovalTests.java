package dev.signalbox.agent.tool;

import static dev.signalbox.agent.tool.ToolBench.request;
import static dev.signalbox.agent.tool.ToolBench.uses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ReturnBehavior;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.message.AiMessage;
import dev.signalbox.agent.approval.ApprovalRule;
import dev.signalbox.agent.approval.RequiresApproval;
import dev.signalbox.agent.journal.ApprovalRecord;
import dev.signalbox.agent.journal.ApprovalRecord.Verdict;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.journal.Stop;
import dev.signalbox.agent.tool.ToolBench.End;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolApprovalTests {

    private final ToolBench bench = new ToolBench();
    private final Desk desk = new Desk();

    @AfterEach
    void close() {
        bench.close();
    }

    static class Desk {

        final List<String> done = new ArrayList<>();

        @Tool
        @ToolEffect(Effect.ONCE)
        @RequiresApproval(when = "amount > 100", by = "finance", within = "P3D")
        String pay(String account, BigDecimal amount) {
            done.add(account + " " + amount);
            return "paid " + amount;
        }

        @Tool
        String look(String what) {
            done.add("look " + what);
            return "saw " + what;
        }

        @Tool(returnBehavior = ReturnBehavior.IMMEDIATE)
        @RequiresApproval
        String publish(String text) {
            done.add("publish " + text);
            return "published";
        }

        @Tool
        @RequiresApproval(within = "PT1H", onExpiry = Verdict.APPROVE)
        String archive(String what) {
            done.add("archive " + what);
            return "archived";
        }
    }

    private static String payment(String account, String amount) {
        return "{\"account\": \"" + account + "\", \"amount\": " + amount + "}";
    }

    @Test
    void whatTheConditionDoesNotMeetIsDoneAtOnce() {
        bench.says(uses("pay", payment("tea", "100")), AiMessage.from("done"));

        End end = bench.slice(desk);

        assertThat(end.answer()).isEqualTo("done");
        assertThat(bench.store.approvals(ToolBench.RUN)).isEmpty();
    }

    @Test
    void waitsForDaysAndDoesExactlyWhatWasApproved() {
        bench.says(uses("pay", payment("tea", "100.5")), AiMessage.from("done"));

        End first = bench.slice(desk);
        bench.later(Duration.ofDays(1));
        End second = bench.slice(desk);
        List<String> before = List.copyOf(desk.done);
        ApprovalRecord question = bench.question();
        bench.decide(decision -> decision.decision(Verdict.APPROVE));
        bench.later(Duration.ofDays(1));
        End third = bench.slice(desk);
        End replayed = bench.slice(desk);

        assertThat(first.stop())
                .isInstanceOfSatisfying(
                        Stop.Parked.class, parked -> assertThat(parked.until()).isEqualTo("2026-01-04T00:00:00Z"));
        assertThat(second.stop()).isInstanceOf(Stop.Parked.class);
        assertThat(before).isEmpty();
        assertThat(question.by()).isEqualTo("finance");
        assertThat(question.arguments()).isEqualTo("{\"account\":\"tea\",\"amount\":100.5}");
        assertThat(third.answer()).isEqualTo("done");
        assertThat(replayed.answer()).isEqualTo("done");
        assertThat(desk.done).containsExactly("tea 100.5");
        assertThat(bench.asked).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isAskedOnceAndDoneOnceWhereverTheMachineGoesDown(boolean afterWriting) {
        for (int write = 1; write < 8; write++) {
            try (ToolBench run = new ToolBench()) {
                Desk other = new Desk();
                run.says(
                        AiMessage.from(
                                request("a", "look", "{\"what\": \"x\"}"),
                                request("b", "archive", "{\"what\": \"y\"}")),
                        AiMessage.from("done"));

                run.crashAt(write, afterWriting).slice(other);
                run.slice(other);
                if (!run.store.pending(10).isEmpty()) {
                    run.decide(decision -> decision.decision(Verdict.APPROVE));
                }
                run.slice(other);
                End end = run.crashAt(Integer.MAX_VALUE, false).slice(other);

                assertThat(end.answer()).isEqualTo("done");
                assertThat(run.store.approvals(ToolBench.RUN)).hasSize(1);
                assertThat(run.toolSteps()).hasSize(2);
            }
        }
    }

    @Test
    void theOtherToolsOfTheRoundAreUsedMeanwhile() {
        bench.says(
                AiMessage.from(
                        request("a", "pay", payment("tea", "500")),
                        request("b", "look", "{\"what\": \"tea\"}"),
                        request("c", "pay", payment("cups", "600"))),
                AiMessage.from("done"));

        End waiting = bench.slice(desk);
        List<String> meanwhile = List.copyOf(desk.done);
        List<ApprovalRecord> questions = bench.store.pending(10);
        approve(questions.get(1));
        End still = bench.slice(desk);
        approve(questions.get(0));
        End end = bench.slice(desk);
        End replayed = bench.slice(desk);

        assertThat(waiting.stop()).isInstanceOf(Stop.Parked.class);
        assertThat(meanwhile).containsExactly("look tea");
        assertThat(still.stop()).isInstanceOf(Stop.Parked.class);
        assertThat(end.answer()).isEqualTo("done");
        assertThat(replayed.answer()).isEqualTo("done");
        assertThat(desk.done).containsExactly("look tea", "cups 600", "tea 500");
        assertThat(bench.asked).hasSize(2);
    }

    private void approve(ApprovalRecord question) {
        bench.store.decide(
                question.toBuilder().decision(Verdict.APPROVE).decidedBy("kim").build());
    }

    @Test
    void theModelIsToldWhyItWasDenied() {
        bench.says(uses("pay", payment("tea", "500")), AiMessage.from("a pity"));
        bench.slice(desk);

        bench.decide(decision -> decision.decision(Verdict.DENY).answer("not this month"));
        End end = bench.slice(desk);

        assertThat(end.answer()).isEqualTo("a pity");
        assertThat(bench.toldText()).contains("denied", "not this month");
        assertThat(bench.told().get(0).isError()).isTrue();
        assertThat(desk.done).isEmpty();
    }

    @Test
    void isDoneWithEditedArgumentsAndTheModelIsTold() {
        bench.says(uses("pay", payment("tea", "500")), AiMessage.from("done"));
        bench.slice(desk);

        bench.decide(decision -> decision.decision(Verdict.EDIT).edited(payment("tea", "400")));
        bench.slice(desk);

        assertThat(desk.done).containsExactly("tea 400");
        assertThat(bench.toldText()).startsWith("paid 400").contains("changed the arguments", "\"amount\":400");
    }

    @Test
    void editedArgumentsThatDoNotFitAreNotUsed() {
        bench.says(uses("pay", payment("tea", "500")), AiMessage.from("done"));
        bench.slice(desk);

        bench.decide(decision -> decision.decision(Verdict.EDIT).edited("{\"amount\": \"some\"}"));
        bench.slice(desk);

        assertThat(desk.done).isEmpty();
        assertThat(bench.toldText()).contains("do not fit");
    }

    @Test
    void aPersonMayAnswerInPlaceOfTheTool() {
        bench.says(uses("pay", payment("tea", "500")), AiMessage.from("done"));
        bench.slice(desk);

        bench.decide(decision -> decision.decision(Verdict.ANSWER).answer("paid by hand"));
        bench.slice(desk);

        assertThat(desk.done).isEmpty();
        assertThat(bench.toldText()).isEqualTo("paid by hand");
    }

    @Test
    void decidesItselfWhenItsTimeIsOver() {
        bench.says(
                AiMessage.from(
                        request("a", "pay", payment("tea", "500")), request("b", "archive", "{\"what\": \"x\"}")),
                AiMessage.from("done"));
        bench.slice(desk);

        bench.later(Duration.ofHours(2));
        bench.slice(desk);
        bench.later(Duration.ofDays(3));
        End end = bench.slice(desk);

        assertThat(end.answer()).isEqualTo("done");
        assertThat(desk.done).containsExactly("archive x");
        assertThat(bench.told().get(0).text()).contains("nobody decided in time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"APPROVE", "DENY"})
    void aDecisionForAlwaysHoldsForTheRestOfTheRun(Verdict verdict) {
        bench.says(
                AiMessage.from(request("a", "pay", payment("tea", "500")), request("b", "pay", payment("cups", "600"))),
                uses("pay", payment("spoons", "700")),
                AiMessage.from("done"));
        bench.slice(desk);
        ApprovalRecord first = bench.store.pending(10).get(0);

        bench.store.decide(first.toBuilder()
                .decision(verdict)
                .always(true)
                .decidedBy("kim")
                .decidedAt(first.askedAt())
                .build());
        End end = bench.slice(desk);

        assertThat(end.answer()).isEqualTo("done");
        assertThat(desk.done).hasSize(verdict == Verdict.APPROVE ? 3 : 0);
        assertThat(bench.store.pending(10)).isEmpty();
        assertThat(bench.store.approvals(ToolBench.RUN))
                .hasSize(2)
                .allSatisfy(approval -> assertThat(approval.decidedBy()).isEqualTo("kim"));
    }

    @Test
    void aToolWhoseResultIsTheLastWordStopsAtOnce() {
        bench.says(uses("publish", "{\"text\": \"hello\"}"));

        End waiting = bench.slice(desk);
        bench.decide(decision -> decision.decision(Verdict.APPROVE));
        bench.slice(desk);

        assertThat(waiting.stop()).isInstanceOf(Stop.Parked.class);
        assertThat(waiting.answer()).isNull();
        assertThat(desk.done).containsExactly("publish hello");
    }

    @Test
    void anAnswerAboutOtherArgumentsDecidesNothing() {
        bench.says(uses("archive", "{\"what\": \"x\"}"), AiMessage.from("done"));
        bench.slice(desk);
        ApprovalRecord question = bench.question();
        bench.decide(decision -> decision.decision(Verdict.APPROVE));
        ToolBench tampered = new ToolBench();
        tampered.says(uses("archive", "{\"what\": \"x\"}"), AiMessage.from("done"));
        long epoch = tampered.store
                .claim(ToolBench.RUN, question.askedAt())
                .orElseThrow()
                .epoch();
        tampered.store.ask(
                question.toBuilder()
                        .id("other")
                        .argumentsHash("of something else")
                        .decision(Verdict.APPROVE)
                        .build(),
                epoch,
                List.of());

        End end = tampered.slice(desk);

        assertThat(end.stop()).isInstanceOf(Stop.Parked.class);
        assertThat(desk.done).isEmpty();
        assertThat(tampered.question().arguments()).isEqualTo("{\"what\":\"x\"}");
        tampered.close();
    }

    @Test
    void aRunThatWaitsHasNoStepForIt() {
        bench.says(uses("archive", "{\"what\": \"x\"}"), AiMessage.from("done"));

        bench.slice(desk);

        assertThat(bench.toolSteps()).extracting(StepRecord::name).isEmpty();
    }

    @Test
    void aDecisionHoldsAlsoWhereNobodyWouldBeAskedAnyMore() {
        bench.says(uses("pay", payment("tea", "500")), AiMessage.from("a pity"));
        ToolSettings careful =
                ToolSettings.builder().approval(ApprovalRule.ALWAYS).build();
        bench.box(box -> box.settings(Map.of("pay", careful))).slice(new Careless());
        bench.decide(decision -> decision.decision(Verdict.DENY));

        End end = bench.box(box -> box).slice(new Careless());

        assertThat(end.answer()).isEqualTo("a pity");
        assertThat(bench.toldText()).contains("denied");
    }

    static class Careless {

        @Tool
        String pay(String account, BigDecimal amount) {
            return "paid " + amount;
        }
    }
}
