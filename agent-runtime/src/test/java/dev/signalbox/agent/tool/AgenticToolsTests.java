package dev.signalbox.agent.tool;

import static dev.signalbox.agent.tool.ToolBench.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agentic.Agent;
import dev.langchain4j.agentic.AgenticServices;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;
import dev.signalbox.agent.approval.RequiresApproval;
import dev.signalbox.agent.journal.ApprovalRecord.Verdict;
import dev.signalbox.agent.journal.Stop;
import dev.signalbox.agent.tool.ToolBench.End;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgenticToolsTests {

    private final ToolBench bench = new ToolBench();

    @AfterEach
    void close() {
        bench.close();
    }

    public interface Writer {

        @Agent(description = "writes", outputKey = "story")
        @UserMessage("Write about {{topic}}")
        String write(@V("topic") String topic);
    }

    static class Desk {

        final AtomicInteger looks = new AtomicInteger();
        final AtomicInteger prints = new AtomicInteger();

        @Tool
        @ToolEffect(Effect.READ)
        String look(String what) {
            looks.incrementAndGet();
            return "saw " + what;
        }

        @Tool
        @ToolEffect(Effect.ONCE)
        @RequiresApproval
        String print(String what) {
            prints.incrementAndGet();
            return "printed " + what;
        }
    }

    @Test
    void unmodifiedAgentsUseThemToo() {
        Desk desk = new Desk();
        bench.says(
                AiMessage.from(
                        request("a", "print", "{\"what\": \"tea\"}"), request("b", "look", "{\"what\": \"tea\"}")),
                AiMessage.from("a story"));
        ToolBox box = bench.boxed().objects(List.of(desk)).build();

        End waiting = agent(box);
        bench.decide(decision -> decision.decision(Verdict.APPROVE));
        End end = agent(box);
        End replayed = agent(box);

        assertThat(waiting.stop()).isInstanceOf(Stop.Parked.class);
        assertThat(end.answer()).isEqualTo("a story");
        assertThat(replayed.answer()).isEqualTo("a story");
        assertThat(desk.looks).hasValue(1);
        assertThat(desk.prints).hasValue(1);
    }

    private End agent(ToolBox box) {
        return bench.slice(
                box,
                slice -> AgenticServices.agentBuilder(Writer.class)
                        .chatModel(slice.model())
                        .toolProvider(slice.tools().provider())
                        .build()
                        .write("tea"));
    }
}
