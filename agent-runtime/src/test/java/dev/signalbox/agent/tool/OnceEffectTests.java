package dev.signalbox.agent.tool;

import static dev.signalbox.agent.tool.ToolBench.uses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.message.AiMessage;
import dev.signalbox.agent.journal.ApprovalRecord;
import dev.signalbox.agent.journal.ApprovalRecord.Verdict;
import dev.signalbox.agent.journal.StepState;
import dev.signalbox.agent.journal.Stop;
import dev.signalbox.agent.tool.ToolBench.Crash;
import dev.signalbox.agent.tool.ToolBench.End;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnceEffectTests {

    private final ToolBench bench = new ToolBench();

    @AfterEach
    void close() {
        bench.close();
    }

    record Receipt(String number, int amount) {}

    /** Pays, and knows nothing of it afterwards. */
    static class Cash {

        final List<Integer> paid = new ArrayList<>();
        final CountDownLatch posted = new CountDownLatch(1);
        boolean crashes;

        @Tool
        @ToolEffect(Effect.ONCE)
        String pay(int amount) {
            if (crashes) {
                throw new Crash();
            }
            paid.add(amount);
            return "paid " + amount;
        }

        @Tool
        @ToolEffect(Effect.ONCE)
        @ToolLimits(timeout = "PT0.05S")
        String payByPost(int amount) throws InterruptedException {
            paid.add(amount);
            posted.countDown();
            new CountDownLatch(1).await();
            return "never";
        }

        @Tool
        @ToolEffect(Effect.ONCE)
        String payByWire(int amount) {
            paid.add(amount);
            throw new UncheckedIOException(new HttpTimeoutException("request timed out"));
        }

        @Tool
        @ToolEffect(Effect.ONCE)
        String refuse() {
            paid.add(0);
            throw new IllegalStateException("no money");
        }
    }

    /** Pays, and can find out later what it paid. */
    static class Bank {

        final Map<String, Receipt> receipts = new HashMap<>();
        int payments;
        boolean down;

        @Tool
        @ToolEffect(Effect.ONCE)
        Receipt pay(int amount, IdempotencyKey key) {
            payments++;
            Receipt receipt = new Receipt("r" + payments, amount);
            receipts.put(key.value(), receipt);
            return receipt;
        }

        @Reconcile("pay")
        Optional<Receipt> find(IdempotencyKey key) {
            if (down) {
                throw new IllegalStateException("the bank is closed");
            }
            return Optional.ofNullable(receipts.get(key.value()));
        }
    }

    private void pays() {
        bench.says(uses("pay", "{\"amount\": 7}"), AiMessage.from("done"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isNeverDoneTwiceWhereverTheMachineGoesDown(boolean afterWriting) {
        for (int write = 1; write < 10; write++) {
            try (ToolBench run = new ToolBench()) {
                Bank bank = new Bank();
                run.says(uses("pay", "{\"amount\": 7}"), AiMessage.from("done"));

                run.crashAt(write, afterWriting).slice(bank);
                End end = run.crashAt(Integer.MAX_VALUE, false).slice(bank);

                assertThat(end.answer()).isEqualTo("done");
                assertThat(bank.payments).isEqualTo(1);
                assertThat(run.toolSteps()).singleElement().extracting("state").isEqualTo(StepState.DONE);
                assertThat(run.toldText()).contains("\"number\":\"r1\"");
            }
        }
    }

    @Test
    void whatWasDoneBeforeACrashIsFound() {
        pays();
        Bank bank = new Bank();

        bench.crashAt(3, false).slice(bank);
        int before = bank.payments;
        End end = bench.slice(bank);

        assertThat(before).isEqualTo(1);
        assertThat(bank.payments).isEqualTo(1);
        assertThat(end.answer()).isEqualTo("done");
    }

    @Test
    void aPersonIsAskedWhereNobodyKnows() {
        pays();
        Cash cash = new Cash();

        bench.crashAt(3, false).slice(cash);
        End asking = bench.slice(cash);
        End again = bench.slice(cash);

        assertThat(asking.stop()).isInstanceOf(Stop.Uncertain.class);
        assertThat(again.stop()).isInstanceOf(Stop.Uncertain.class);
        assertThat(cash.paid).containsExactly(7);
        ApprovalRecord question = bench.question();
        assertThat(question.kind()).isEqualTo(ApprovalRecord.Kind.UNCERTAIN);
        assertThat(question.arguments()).isEqualTo("{\"amount\":7}");
    }

    @Test
    void aPersonMaySayWhatCameOfIt() {
        pays();
        Cash cash = new Cash();
        bench.crashAt(3, false).slice(cash);
        bench.slice(cash);

        bench.decide(decision -> decision.decision(Verdict.ANSWER).answer("it was paid"));
        End end = bench.slice(cash);

        assertThat(end.answer()).isEqualTo("done");
        assertThat(bench.toldText()).isEqualTo("it was paid");
        assertThat(cash.paid).containsExactly(7);
    }

    @Test
    void aPersonMaySayThatItWasNotDoneAndShallNotBe() {
        pays();
        Cash cash = new Cash();
        bench.crashAt(3, false).slice(cash);
        bench.slice(cash);

        bench.decide(decision -> decision.decision(Verdict.DENY).answer("too dear"));
        End end = bench.slice(cash);

        assertThat(end.answer()).isEqualTo("done");
        assertThat(bench.toldText()).contains("not done", "too dear");
        assertThat(bench.told().get(0).isError()).isTrue();
        assertThat(cash.paid).containsExactly(7);
    }

    @Test
    void aPersonMayHaveItDoneAgainButOnlyOnce() {
        pays();
        Cash cash = new Cash();
        cash.crashes = true;
        bench.slice(cash);
        bench.slice(cash);

        bench.decide(decision -> decision.decision(Verdict.APPROVE));
        bench.slice(cash);
        cash.crashes = false;
        End asking = bench.slice(cash);

        assertThat(asking.stop()).isInstanceOf(Stop.Uncertain.class);
        assertThat(cash.paid).isEmpty();

        bench.decide(decision -> decision.decision(Verdict.APPROVE));
        End end = bench.slice(cash);

        assertThat(end.answer()).isEqualTo("done");
        assertThat(cash.paid).containsExactly(7);
        assertThat(bench.store.approvals(ToolBench.RUN)).hasSize(2);
    }

    @Test
    void whatDoesNotAnswerInTimeIsUncertainAtOnce() {
        Cash cash = new Cash();
        bench.timedFrom(cash.posted).says(uses("payByPost", "{\"amount\": 7}"), AiMessage.from("done"));

        End first = bench.slice(cash);
        End second = bench.slice(cash);

        assertThat(first.stop()).isInstanceOf(Stop.Uncertain.class);
        assertThat(second.stop()).isInstanceOf(Stop.Uncertain.class);
        assertThat(cash.paid).containsExactly(7);
    }

    @Test
    void whatIsLostOnTheWayIsUncertainToo() {
        bench.says(uses("payByWire", "{\"amount\": 7}"), AiMessage.from("done"));
        Cash cash = new Cash();

        End first = bench.slice(cash);
        End second = bench.slice(cash);

        assertThat(first.stop()).isInstanceOf(Stop.Uncertain.class);
        assertThat(second.stop()).isInstanceOf(Stop.Uncertain.class);
        assertThat(cash.paid).containsExactly(7);
    }

    @Test
    void whatSaysThatItFailedHasFailed() {
        bench.says(uses("refuse", "{}"), AiMessage.from("sorry"));
        Cash cash = new Cash();

        bench.slice(cash);
        End replayed = bench.slice(cash);

        assertThat(replayed.answer()).isEqualTo("sorry");
        assertThat(bench.toldText()).isEqualTo("no money");
        assertThat(cash.paid).hasSize(1);
    }

    @Test
    void aPersonIsAskedWhileTheReconciliationFailsAndNotNeededWhenItDoesNot() {
        pays();
        Bank bank = new Bank();
        bench.crashAt(3, false).slice(bank);
        bank.down = true;

        End down = bench.slice(bank);
        bank.down = false;
        End up = bench.slice(bank);

        assertThat(down.stop()).isInstanceOf(Stop.Uncertain.class);
        assertThat(up.answer()).isEqualTo("done");
        assertThat(bank.payments).isEqualTo(1);
        assertThat(bench.store.pending(10)).isEmpty();
    }
}
