package dev.signalbox.test.agent.behaviour;

import static dev.signalbox.test.ScriptedReply.text;
import static dev.signalbox.test.ScriptedReply.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.Tool;
import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.AgentSettings;
import dev.signalbox.agent.Run;
import dev.signalbox.agent.RunHandle;
import dev.signalbox.agent.approval.Decision;
import dev.signalbox.agent.approval.RequiresApproval;
import dev.signalbox.agent.journal.ApprovalRecord;
import dev.signalbox.agent.journal.ApprovalRecord.Verdict;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.test.ScriptedChatModel;
import dev.signalbox.test.agent.AgentHarness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs that keep no requests, and so the arguments of an approval only as long as somebody needs them. */
class ForgottenArgumentsTests {

    private final List<String> paid = new ArrayList<>();

    private final AgentHarness harness = AgentHarness.of(builder -> builder.model(new ScriptedChatModel()
                    .reply(toolCall("pay", "{\"account\": \"acme\"}"))
                    .reply(text("done")))
            .settings(AgentSettings.builder().keepRequests(false).build())
            .program(new Desk()));

    private final class Payments {
        @Tool
        @RequiresApproval
        String pay(String account) {
            paid.add(account);
            return "paid";
        }
    }

    interface Clerk {
        String settle(String bill);
    }

    private final class Desk implements AgentProgram<String, String> {
        @Override
        public String run(String bill, Run run) {
            String said =
                    run.agent(Clerk.class, agent -> agent.tools(new Payments())).settle(bill);
            run.sleep(Duration.ofDays(1));
            return said;
        }
    }

    @AfterEach
    void close() {
        harness.close();
    }

    private ApprovalRecord forgettingAfter(RunHandle<String> run) {
        harness.advance(Duration.ofMinutes(1));
        harness.runtime().forgetRequests(Duration.ZERO);
        return harness.runtime().approvals(run.id()).get(0);
    }

    @Test
    void areThereUntilTheToolWasUsedAndGoThen() {
        RunHandle<String> run = harness.start(Desk.class, "bill");

        ApprovalRecord open = forgettingAfter(run);
        harness.runtime().decide(open.id(), Decision.edit("{\"account\": \"other\"}"));
        ApprovalRecord used = forgettingAfter(run);
        harness.restart();

        assertThat(open.arguments()).isEqualTo("{\"account\":\"acme\"}");
        assertThat(used.arguments()).isEmpty();
        assertThat(used.edited()).isNull();
        assertThat(used.decision()).isEqualTo(Verdict.EDIT);
        assertThat(run.steps()).extracting(StepRecord::request).containsOnlyNulls();
        assertThat(harness.runToEnd(run)).isEqualTo("done");
        assertThat(paid).containsExactly("other");
    }
}
