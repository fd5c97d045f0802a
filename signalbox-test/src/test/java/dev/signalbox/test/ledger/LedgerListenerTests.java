package dev.signalbox.test.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.Facts;
import dev.signalbox.router.RoutedAnswer;
import dev.signalbox.router.Router;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.ledger.LedgerListener;
import dev.signalbox.router.ledger.LedgerWriter;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.Shadow;
import dev.signalbox.router.store.memory.MemoryLedger;
import dev.signalbox.router.usage.Cost;
import dev.signalbox.router.usage.LedgerCaller;
import dev.signalbox.router.usage.LedgerEntry;
import dev.signalbox.router.usage.LedgerOutcome;
import dev.signalbox.router.usage.LedgerQuery;
import dev.signalbox.test.FakeClockwork;
import dev.signalbox.test.ScriptedChatModel;
import dev.signalbox.test.ScriptedReply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is written of calls, attempts and shadows. */
class LedgerListenerTests {

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Deployment FIRST =
            Deployment.of("far/a").price(Price.perMillion("2", "10")).build();
    private static final Deployment SECOND = Deployment.of("near/b").build();
    private static final Deployment COPY =
            Deployment.of("new/c").price(Price.perMillion("1", "1")).build();

    private final ScriptedChatModel first = new ScriptedChatModel().always(ScriptedReply.error(503));
    private final ScriptedChatModel second = new ScriptedChatModel().always(ScriptedReply.text("done"));
    private final ScriptedChatModel copy = new ScriptedChatModel().always(ScriptedReply.text("new"));
    private final FakeClockwork time = new FakeClockwork().seed(1); // ids are drawn
    private final MemoryLedger ledger = new MemoryLedger(100);

    private Router router() {
        Clockwork parts = time.clockwork();
        LedgerWriter writer = new LedgerWriter(
                ledger,
                new LedgerWriter.Threads(parts.scheduler(), parts.executor(), parts.instants(), parts.nanos()),
                100,
                null);
        Policy routine = Policy.builder()
                .name("routine")
                .models(List.of("main"))
                .shadow(Shadow.of("copy", 100))
                .build();
        Catalogue models = Catalogue.of(Model.of("main", FIRST, SECOND), Model.of("copy", COPY));
        return Router.builder(models, PolicySet.of(routine))
                .client(FIRST.id(), first)
                .client(SECOND.id(), second)
                .client(COPY.id(), copy, copy.streaming())
                .listener(new LedgerListener(writer, parts.instants()))
                .clockwork(parts)
                .build();
    }

    private RoutedAnswer call(CallFacts facts) {
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("a secret of mine"))
                .build();
        return router().chat(request, facts);
    }

    @Test
    void writesEachAttemptAndTheCall() {
        CallFacts agent = Facts.agent("planner").role("plan").run("r").step("step-1");
        RoutedAnswer answer =
                call(agent.tenant("acme").user("ann").key("ci").session("s").tag("a", "b"));
        time.advance(PAUSE);

        String id = answer.call().decision().id();
        List<LedgerEntry> attempts = ledger.entries(LedgerQuery.attempts(), null, 100).stream()
                .filter(entry -> entry.shadowOf() == null)
                .toList();
        assertThat(attempts)
                .extracting(
                        LedgerEntry::callId,
                        LedgerEntry::attempt,
                        LedgerEntry::deployment,
                        LedgerEntry::outcome,
                        LedgerEntry::status,
                        LedgerEntry::cost)
                .containsExactlyInAnyOrder(
                        tuple(id, 1, "far/a", LedgerOutcome.FAILED, 503, Cost.ZERO),
                        tuple(id, 2, "near/b", LedgerOutcome.OK, null, Cost.UNKNOWN));
        LedgerEntry call = ledger.entries(LedgerQuery.calls(), null, 100).stream()
                .filter(entry -> entry.callId().equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(call.caller())
                .isEqualTo(new LedgerCaller(
                        null, null, "planner", "plan", "acme", "ann", "ci", "s", "r", "step-1", Map.of("a", "b")));
        assertThat(call.policy()).isEqualTo("routine");
        assertThat(call.deployment()).isEqualTo("near/b");
        assertThat(call.usage()).isEqualTo(answer.call().usage());
        assertThat(call.cost()).isEqualTo(answer.call().cost());
        assertThat(call.toString()).doesNotContain("secret", "done");
    }

    @Test
    void writesWhatShadowsCost() {
        String id = call(Facts.none()).call().decision().id();
        time.advance(PAUSE.multipliedBy(2));

        assertThat(ledger.entries(LedgerQuery.attempts(), null, 100))
                .filteredOn(entry -> entry.shadowOf() != null)
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.shadowOf()).isEqualTo(id);
                    assertThat(entry.deployment()).isEqualTo("new/c");
                    assertThat(entry.cost().pico()).isPositive();
                });
        assertThat(ledger.entries(LedgerQuery.calls(), null, 100)).hasSize(2);
    }
}
