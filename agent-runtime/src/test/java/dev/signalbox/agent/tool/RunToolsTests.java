package dev.signalbox.agent.tool;

import static dev.signalbox.agent.tool.ToolBench.request;
import static dev.signalbox.agent.tool.ToolBench.uses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.service.AiServices;
import dev.signalbox.agent.approval.RequiresApproval;
import dev.signalbox.agent.budget.OnLimit;
import dev.signalbox.agent.journal.ApprovalRecord.Verdict;
import dev.signalbox.agent.journal.StepState;
import dev.signalbox.agent.journal.Stop;
import dev.signalbox.agent.tool.ToolBench.Agent;
import dev.signalbox.agent.tool.ToolBench.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunToolsTests {

    private final ToolBench bench = new ToolBench();
    private final Shop shop = new Shop();

    @AfterEach
    void close() {
        bench.close();
    }

    static class Shop {

        final AtomicInteger looks = new AtomicInteger();
        final List<String> keys = new ArrayList<>();
        final CountDownLatch hangs = new CountDownLatch(1);
        final CountDownLatch hung = new CountDownLatch(1);
        final CyclicBarrier pairs = new CyclicBarrier(2);
        final AtomicInteger atOnce = new AtomicInteger();
        final AtomicInteger mostAtOnce = new AtomicInteger();
        int failures;

        @Tool
        @ToolEffect(Effect.READ)
        String look(String what, @P(value = "how many", required = false) Integer count) {
            looks.incrementAndGet();
            return "saw " + what;
        }

        @Tool
        @ToolEffect(Effect.IDEMPOTENT)
        @ToolLimits(retries = 2, backoff = "PT0.001S")
        String order(String what, IdempotencyKey key) {
            keys.add(key.value());
            if (failures-- > 0) {
                throw new IllegalStateException("the shop is closed");
            }
            return "ordered " + what;
        }

        @Tool
        @ToolLimits(timeout = "PT0.05S")
        String hang() throws InterruptedException {
            hangs.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                hung.countDown();
            }
            return "never";
        }

        @Tool
        @ToolLimits(maxOutput = 10)
        String much() {
            return "123456789😀 and more";
        }

        @Tool
        List<Content> picture() {
            return List.of(
                    TextContent.from("here"),
                    ImageContent.from(Image.builder()
                            .base64Data("aGk=")
                            .mimeType("image/png")
                            .build()));
        }

        @Tool
        String wordless() {
            throw new UnsupportedOperationException();
        }

        @Tool
        @ToolLimits(concurrency = 2)
        String crowded(int number) throws Exception {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            pairs.await(60, TimeUnit.SECONDS);
            atOnce.decrementAndGet();
            return "" + number;
        }
    }

    @Test
    void isUsedOnceHoweverOftenTheRunIsReplayed() {
        bench.says(uses("look", "{\"what\": \"tea\"}"), AiMessage.from("done"));

        End first = bench.slice(shop);
        End second = bench.slice(shop);

        assertThat(first.answer()).isEqualTo("done");
        assertThat(second.answer()).isEqualTo("done");
        assertThat(second.unread()).isEmpty();
        assertThat(shop.looks).hasValue(1);
        assertThat(bench.toldText()).isEqualTo("saw tea");
        assertThat(bench.asked).hasSize(2);
    }

    @Test
    void callsWithoutIdsAreToldApartByTheirOrder() {
        bench.says(
                AiMessage.from(
                        request(null, "look", "{\"what\": \"tea\"}"), request(null, "look", "{\"what\": \"cups\"}")),
                AiMessage.from(request(null, "look", "{\"what\": \"tea\"}")),
                AiMessage.from("done"));

        bench.slice(shop);
        End replayed = bench.slice(shop);

        assertThat(replayed.answer()).isEqualTo("done");
        assertThat(shop.looks).hasValue(3);
        assertThat(bench.toolSteps()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isRepeatedWithTheSameKeyAfterACrash(boolean afterWriting) {
        bench.says(uses("order", "{\"what\": \"tea\"}"), AiMessage.from("done"));

        End crashed = bench.crashAt(2, afterWriting).slice(shop);
        End next = bench.slice(shop);

        assertThat(crashed.thrown()).isInstanceOf(ToolBench.Crash.class);
        assertThat(next.answer()).isEqualTo("done");
        assertThat(shop.keys).hasSize(afterWriting ? 1 : 2);
        assertThat(Set.copyOf(shop.keys)).hasSize(1);
    }

    @Test
    void isRetriedBeforeTheModelIsTold() {
        shop.failures = 2;
        bench.says(uses("order", "{\"what\": \"tea\"}"), AiMessage.from("done"));

        bench.slice(shop);

        assertThat(bench.toldText()).isEqualTo("ordered tea");
        assertThat(shop.keys).hasSize(3);
        assertThat(Set.copyOf(shop.keys)).hasSize(1);
    }

    @Test
    void aFailureIsRecordedAndToldTheModelInTheSameWordsWhenItIsReplayed() {
        shop.failures = 3;
        bench.says(uses("order", "{\"what\": \"tea\"}"), AiMessage.from("sorry"));

        bench.crashAt(3, false).slice(shop);
        String live = bench.toldText();
        End replayed = bench.slice(shop);

        assertThat(live).isEqualTo("the shop is closed");
        assertThat(replayed.answer()).isEqualTo("sorry");
        assertThat(bench.toldText()).isEqualTo(live);
        assertThat(bench.told().get(0).isError()).isTrue();
        assertThat(shop.keys).hasSize(3);
        assertThat(bench.toolSteps().get(0).state()).isEqualTo(StepState.FAILED);
    }

    @Test
    void aFailureWithoutWordsIsCalledByItsClass() {
        bench.says(uses("wordless", "{}"), AiMessage.from("sorry"));

        bench.slice(shop);

        assertThat(bench.toldText()).isEqualTo("java.lang.UnsupportedOperationException");
    }

    @Test
    void theModelIsToldWhatIsWrongWithItsArgumentsButNothingIsDone() {
        bench.says(uses("look", "{\"count\": \"some-secret\"}"), AiMessage.from("oh"));

        bench.slice(shop);
        End replayed = bench.slice(shop);

        assertThat(bench.toldText())
                .contains("'look'", "what", "/count", "integer", "string")
                .doesNotContain("some-secret");
        assertThat(bench.told().get(0).isError()).isTrue();
        assertThat(shop.looks).hasValue(0);
        assertThat(replayed.answer()).isEqualTo("oh");
    }

    @Test
    void whatIsNullAndNotRequiredIsLeftOut() {
        bench.says(uses("look", "{\"what\": \"tea\", \"count\": null}"), AiMessage.from("done"));

        bench.slice(shop);

        assertThat(bench.toldText()).isEqualTo("saw tea");
    }

    @Test
    void argumentsThatAreNoJsonAreToldTheModel() {
        bench.says(uses("look", "{\"what\": "), AiMessage.from("oh"));

        bench.slice(shop);

        assertThat(bench.toldText()).contains("no JSON");
        assertThat(shop.looks).hasValue(0);
    }

    @Test
    void whatTakesTooLongIsInterruptedAndFails() throws InterruptedException {
        bench.timedFrom(shop.hangs).says(uses("hang", "{}"), AiMessage.from("slow"));

        End end = bench.slice(shop);

        assertThat(end.answer()).isEqualTo("slow");
        assertThat(bench.toldText()).contains("'hang'", "PT0.05S");
        assertThat(shop.hung.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void longResultsAreCutBetweenCharacters() {
        bench.says(uses("much", "{}"), AiMessage.from("done"));

        bench.slice(shop);

        assertThat(bench.toldText()).startsWith("123456789\n\n").contains("10 of 20 characters");
    }

    @Test
    void picturesSurviveAReplay() {
        bench.says(uses("picture", "{}"), AiMessage.from("done"));

        bench.crashAt(3, false).slice(shop);
        List<Content> live = bench.told().get(0).contents();
        bench.slice(shop);

        assertThat(bench.told().get(0).contents()).isEqualTo(live).hasSize(2);
        assertThat(bench.toolSteps()).hasSize(1);
    }

    @Test
    void onlySoManyUsesGoOnAtOnceInAllRuns() throws InterruptedException {
        ToolBox box = bench.boxed().objects(List.of(shop)).build();
        Set<String> ends = ConcurrentHashMap.newKeySet();
        List<Thread> runs = new ArrayList<>();
        for (int run = 0; run < 8; run++) {
            ToolBench other =
                    new ToolBench().says(uses("crowded", "{\"number\": " + run + "}"), AiMessage.from("done"));
            runs.add(new Thread(() -> {
                ends.add(String.valueOf(
                        other.slice(box, slice -> slice.ask(List.of(shop))).answer()));
                other.close();
            }));
        }

        runs.forEach(Thread::start);
        for (Thread run : runs) {
            run.join();
        }

        assertThat(ends).containsExactly("done");
        assertThat(shop.mostAtOnce).hasValue(2);
        assertThat(shop.atOnce).hasValue(0);
    }

    @Test
    void theLimitOfToolCallsIsToldTheModelAlsoWhenReplayed() {
        bench.limits(limits -> limits.toolCalls(1L).onLimit(OnLimit.FINISH));
        bench.says(uses("look", "{\"what\": \"tea\"}"), uses("look", "{\"what\": \"cups\"}"), AiMessage.from("enough"));

        bench.slice(shop);
        End replayed = bench.slice(shop);

        assertThat(bench.toldText()).contains("limit");
        assertThat(replayed.answer()).isEqualTo("enough");
        assertThat(replayed.unread()).isEmpty();
        assertThat(shop.looks).hasValue(1);
    }

    static class Nested {

        final AtomicInteger uses = new AtomicInteger();
        ToolBench.@Nullable Slice slice;
        final Shop shop = new Shop();

        @Tool
        String delegate(String what) {
            uses.incrementAndGet();
            return AiServices.builder(Agent.class)
                    .chatModel(Objects.requireNonNull(slice).model())
                    .build()
                    .answer("Think of " + what);
        }
    }

    @Test
    void anAgentWithinAToolHasABranchOfItsOwn() {
        Nested nested = new Nested();
        bench.says(uses("delegate", "{\"what\": \"tea\"}"), AiMessage.from("done"));
        bench.thinks(AiMessage.from("a thought"));
        ToolBox box = bench.boxed().objects(List.of(nested)).build();

        for (int slices = 0; slices < 3; slices++) {
            int write = slices == 0 ? 3 : Integer.MAX_VALUE;
            bench.crashAt(write, true).slice(box, slice -> {
                nested.slice = slice;
                return slice.ask(List.of(nested));
            });
        }
        End replayed = bench.slice(box, slice -> slice.ask(List.of(nested)));

        assertThat(replayed.answer()).isEqualTo("done");
        assertThat(replayed.unread()).isEmpty();
        assertThat(nested.uses).hasValue(1);
        assertThat(bench.asked).hasSize(3);
    }

    static class Chief {

        ToolBench.@Nullable Slice slice;
        final List<String> done = new ArrayList<>();

        @Tool
        String delegate(String what) {
            return Objects.requireNonNull(slice).ask(List.of(this), "Think of " + what);
        }

        @Tool
        @RequiresApproval
        String sign(String what) {
            done.add(what);
            return "signed " + what;
        }

        @Tool
        String look(String what) {
            done.add(what);
            return "saw " + what;
        }
    }

    @Test
    void anAgentWithinAToolMayWaitForAPersonWhileTheOtherToolsOfTheRoundAreUsed() {
        Chief chief = new Chief();
        bench.says(
                AiMessage.from(
                        request("a", "delegate", "{\"what\": \"tea\"}"), request("b", "look", "{\"what\": \"cups\"}")),
                AiMessage.from("done"));
        bench.thinks(uses("sign", "{\"what\": \"tea\"}"), AiMessage.from("a thought"));

        End waiting = chief(chief);
        List<String> meanwhile = List.copyOf(chief.done);
        bench.decide(decision -> decision.decision(Verdict.APPROVE));
        End end = chief(chief);
        End replayed = chief(chief);

        assertThat(waiting.stop()).isInstanceOf(Stop.Parked.class);
        assertThat(meanwhile).containsExactly("cups");
        assertThat(end.answer()).isEqualTo("done");
        assertThat(replayed.answer()).isEqualTo("done");
        assertThat(replayed.unread()).isEmpty();
        assertThat(chief.done).containsExactly("cups", "tea");
        assertThat(bench.toldText()).isEqualTo("saw cups");
    }

    private End chief(Chief chief) {
        ToolBox box = bench.boxed().objects(List.of(chief)).build();
        return bench.slice(box, slice -> {
            chief.slice = slice;
            return slice.ask(List.of(chief));
        });
    }
}
