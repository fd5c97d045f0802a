package dev.signalbox.test.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.AgentRuntime;
import dev.signalbox.agent.Run;
import dev.signalbox.agent.RunHandle;
import dev.signalbox.agent.approval.Decision;
import dev.signalbox.agent.approval.RequiresApproval;
import dev.signalbox.agent.dispatch.InlineDispatcher;
import dev.signalbox.agent.journal.ApprovalRecord;
import dev.signalbox.agent.journal.ApprovalRecord.Verdict;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.store.jdbc.JdbcJournalStore;
import dev.signalbox.agent.store.jdbc.JournalDatabase;
import dev.signalbox.agent.store.jdbc.JournalSettings;
import dev.signalbox.agent.tool.Effect;
import dev.signalbox.agent.tool.ToolEffect;
import dev.signalbox.test.FakeClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A payment that waits for days while the application restarts, and about which many people decide at once. */
class ApprovalOverDaysTests {

    private static final int PEOPLE = 50;

    @TempDir
    private Path folder;

    private final FakeClock clock = new FakeClock();
    private final List<String> paid = new CopyOnWriteArrayList<>();
    private int modelCalls;

    /** Pays, if somebody agrees. */
    public class Payments {
        @Tool
        @ToolEffect(Effect.ONCE)
        @RequiresApproval
        public String pay(String account, int amount) {
            paid.add(account + " " + amount);
            return "paid " + amount + " to " + account;
        }
    }

    interface Clerk {
        String settle(String bill);
    }

    static final class Desk implements AgentProgram<String, String> {

        private final Payments payments;

        Desk(Payments payments) {
            this.payments = payments;
        }

        @Override
        public String run(String bill, Run run) {
            return run.agent(Clerk.class, agent -> agent.tools(payments)).settle(bill);
        }
    }

    private final ChatModel model = new ChatModel() {
        @Override
        public ChatResponse doChat(ChatRequest request) {
            modelCalls++;
            return ChatResponse.builder()
                    .aiMessage(request.messages().stream()
                            .filter(ToolExecutionResultMessage.class::isInstance)
                            .map(ToolExecutionResultMessage.class::cast)
                            .findFirst()
                            .map(result -> AiMessage.from(result.text()))
                            .orElse(AiMessage.from(ToolExecutionRequest.builder()
                                    .id("call-1")
                                    .name("pay")
                                    .arguments("{\"account\": \"acme\", \"amount\": 120}")
                                    .build())))
                    .build();
        }
    };

    /** One life of the application. */
    private <T> T live(Callable2<T> life) throws Exception {
        try (JournalDatabase database = JournalDatabase.open(JournalSettings.file(folder.resolve("runs.db")));
                AgentRuntime runtime = AgentRuntime.builder()
                        .journal(new JdbcJournalStore(database))
                        .dispatcher(InlineDispatcher.eager(clock))
                        .clock(clock)
                        .model(model)
                        .program(new Desk(new Payments()))
                        .build()) {
            runtime.start();
            return life.call(runtime);
        }
    }

    private interface Callable2<T> {
        T call(AgentRuntime runtime) throws Exception;
    }

    private static List<ApprovalRecord> asked(AgentRuntime runtime, RunId run) {
        return runtime.approvals(run);
    }

    private static Decision decision(int person) {
        return switch (person % 3) {
            case 0 -> Decision.approve().by("person " + person);
            case 1 ->
                Decision.edit("{\"account\": \"acme\", \"amount\": " + (1000 + person) + "}")
                        .by("person " + person);
            default -> Decision.deny("no, says " + person).by("person " + person);
        };
    }

    /** Those who were told that they decided. */
    private static List<Integer> decideAtOnce(AgentRuntime runtime, String approval) throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
        try {
            List<Callable<Integer>> decisions = new ArrayList<>();
            for (int person = 0; person < PEOPLE; person++) {
                int number = person;
                decisions.add(() -> runtime.decide(approval, decision(number)) ? number : -1);
            }
            List<Integer> deciding = new ArrayList<>();
            for (Future<Integer> result : people.invokeAll(decisions)) {
                deciding.add(result.get());
            }
            deciding.removeIf(person -> person < 0);
            return deciding;
        } finally {
            people.shutdownNow();
        }
    }

    @Test
    void doesOnceAndExactlyWhatOneOfFiftyDecided() throws Exception {
        RunId run = live(runtime -> runtime.start(Desk.class, "bill").id());
        for (int restart = 0; restart < 3; restart++) {
            clock.advance(Duration.ofDays(1));
            RunStatus status = live(runtime -> {
                assertThat(asked(runtime, run)).singleElement().matches(approval -> !approval.decided());
                return runtime.find(run).orElseThrow().status();
            });
            assertThat(status).isEqualTo(RunStatus.PARKED);
        }
        assertThat(paid).isEmpty();

        List<Integer> deciders = new ArrayList<>();
        String output = live(runtime -> {
            String approval = asked(runtime, run).get(0).id();
            deciders.addAll(decideAtOnce(runtime, approval));
            RunHandle<String> handle = runtime.handle(Desk.class, run);
            return handle.await(Duration.ofSeconds(10));
        });

        assertThat(deciders).hasSize(1);
        Verdict verdict = decision(deciders.get(0)).verdict();
        String expected = verdict == Verdict.EDIT ? "acme " + (1000 + deciders.get(0)) : "acme 120";
        assertThat(paid).isEqualTo(verdict == Verdict.DENY ? List.of() : List.of(expected));
        assertThat(output).contains(verdict == Verdict.DENY ? "no, says " + deciders.get(0) : "paid");
        assertThat(modelCalls).isEqualTo(2);
    }
}
